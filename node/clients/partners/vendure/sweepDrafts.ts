import type { CallBudget } from '../partner'
import { DELETE_DRAFT, OPEN_DRAFTS } from './documents/placement'
import type { VendureApi } from './vendureApi'

/** A sweep is one page: what is left is met again next time. */
const FIRST_PAGE = 0

/**
 * Deletes drafts that our login began before a moment and never finished: a placement was cut off in the middle. Drafts
 * of the shop's own people are left alone; who began one is in its history.
 * @returns how many were deleted
 */
export async function sweepDrafts(api: VendureApi, startedBefore: Date, budget: CallBudget): Promise<number> {
  const variables = { before: startedBefore.toISOString(), skip: FIRST_PAGE }
  const data = await api.ask(OPEN_DRAFTS, { variables, budget })
  const me = data.get('activeAdministrator').get('id').id()
  const mine = data
    .get('orders')
    .get('items')
    .list()
    .filter((draft) => {
      const [begun] = draft.get('history').get('items').list()
      const author = begun?.get('administrator')
      return author !== undefined && !author.isNull && author.get('id').id() === me
    })
  let deleted = 0
  for (const draft of mine) {
    const answer = await api.ask(DELETE_DRAFT, { variables: { id: draft.get('id').id() }, budget })
    deleted += answer.get('deleteDraftOrder').get('result').text() === 'DELETED' ? 1 : 0
  }
  return deleted
}
