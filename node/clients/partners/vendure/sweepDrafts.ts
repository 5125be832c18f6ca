import type { CallBudget } from '../partner'
import type { Answer } from './answer'
import { DELETE_DRAFT, OPEN_DRAFTS } from './documents/placement'
import type { VendureApi } from './vendureApi'

const DRAFTS_PER_PAGE = 50

/** A shop with more old drafts than this is swept in several rounds. */
const MAX_PAGES = 10

/**
 * Deletes drafts that our login began before a moment and never finished: a placement was cut off in the middle. Drafts
 * of the shop's own people are left alone; who began one is in its history.
 * @returns how many were deleted
 */
export async function sweepDrafts(api: VendureApi, startedBefore: Date, budget: CallBudget): Promise<number> {
  let deleted = 0
  let kept = 0
  for (let page = 0; page < MAX_PAGES; page++) {
    const variables = { before: startedBefore.toISOString(), take: DRAFTS_PER_PAGE, skip: kept }
    const data = await api.ask(OPEN_DRAFTS, { variables, budget })
    const me = data.get('activeAdministrator').get('id').id()
    const drafts = data.get('orders').get('items').list()
    for (const draft of drafts) {
      const gone = startedBy(draft) === me && (await remove(api, draft.get('id').id(), budget))
      deleted += gone ? 1 : 0
      kept += gone ? 0 : 1
    }
    if (drafts.length < DRAFTS_PER_PAGE) {
      break
    }
  }
  return deleted
}

function startedBy(draft: Answer): string | undefined {
  const [begun] = draft.get('history').get('items').list()
  const author = begun?.get('administrator')
  return author === undefined || author.isNull ? undefined : author.get('id').id()
}

/** false when it has become an order, or somebody else deleted it. */
async function remove(api: VendureApi, id: string, budget: CallBudget): Promise<boolean> {
  const answer = await api.ask(DELETE_DRAFT, { variables: { id }, budget })
  return answer.get('deleteDraftOrder').get('result').text() === 'DELETED'
}
