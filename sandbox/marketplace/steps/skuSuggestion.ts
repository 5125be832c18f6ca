import { isDeepStrictEqual } from 'node:util'
import { skuKey, type AccountState, type Suggestion, type SuggestionContent } from '../accountState'
import { pauseFindings } from '../sellerPause'
import { findings, isObject, unless } from '../shape'
import { closeSuggestion } from '../suggestionLife'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'
import { contentFindings, hasEan, suggestionShape } from './suggestionContent'
import { oneAtATime } from './suggestionTurns'

const RULE = 'PROTOCOL §4.3'
/** Version ids look like 09072021142808277: day, month, year and time to the millisecond. */
export function versionId(now: Date, sequence: number): string {
  const [year, month, day, ...time] = now.toISOString().match(/\d+/g) ?? []
  const stamp = `${day}${month}${year}${time.join('')}`
  return sequence === 0 ? stamp : `${stamp}${sequence}`
}

const COMPLETE_SCORE = 62
const INCOMPLETE_SCORE = 20

/** The marketplace's own category and brand, found by name; null keeps the suggestion pending (PROTOCOL §4.5). */
const mappingOf = (state: AccountState, content: SuggestionContent): Suggestion['mapping'] => ({
  CategoryId: state.options.categories.find((one) => one.path === content.CategoryFullPath)?.id ?? null,
  BrandId: state.options.brands.find((one) => one.name === content.BrandName)?.id ?? null,
})

function freshSuggestion(sellerId: string, sku: string, now: Date): Suggestion {
  return {
    sellerId,
    sku,
    createdDate: now.toISOString(),
    versions: [],
    lastModifiedDate: '',
    blocked: false,
    status: 'pending',
    score: 0,
    observation: null,
    mapping: { CategoryId: null, BrandId: null },
  }
}

async function receive({ state, params: { sellerId, sku }, body, now }: StepRequest): Promise<StepAnswer> {
  if (!state.sellers.has(sellerId))
    return refuse(404, 'SellerNotFound', findings(RULE, ['the seller is not registered']))
  const wrongShape = findings(RULE, suggestionShape(body, 'suggestion'))
  if (wrongShape.length > 0 || !isObject(body)) return refuse(400, 'InvalidSuggestion', wrongShape)
  const wrongContent = contentFindings(body, sellerId)
  if (wrongContent.length > 0) return refuse(400, 'InvalidSuggestion', wrongContent)

  const key = skuKey(sellerId, sku)
  const known = state.suggestions.get(key)
  if (known?.blocked) {
    return refuse(
      403,
      'SuggestionBlocked',
      findings('PROTOCOL §4.4', ['a denied SKU is blocked until it is unblocked']),
    )
  }
  // VTEX answers 200 to the mistakes below and does nothing useful with them.
  if (state.bindings.has(key)) return { status: 200, findings: findings(RULE, ['the SKU is already bound']) }
  const content = body as unknown as SuggestionContent
  const latest = known?.versions[known.versions.length - 1]
  const wrong = [
    ...unless(state.answeredNotBound.has(key), RULE, 'send a suggestion only after a 404 of changeNotification'),
    ...unless(
      known?.status !== 'pending' || !isDeepStrictEqual(latest?.content, content),
      'AC-11',
      'a pending suggestion that has not changed is not sent again',
    ),
    ...pauseFindings(state, sellerId, now),
    ...(await oneAtATime(state, sellerId, content)),
  ]
  const complete = hasEan(body) && Boolean(body.RefId)
  const fresh: Suggestion = known ?? freshSuggestion(sellerId, sku, now)
  fresh.versions.push({ id: versionId(now, fresh.versions.length), content })
  fresh.lastModifiedDate = now.toISOString()
  fresh.mapping = mappingOf(state, content)
  fresh.score = complete ? COMPLETE_SCORE : INCOMPLETE_SCORE
  fresh.status = 'pending'
  fresh.observation = null
  const observation = 'Denied by score: the matcher needs both EAN and RefId'
  if (!complete) closeSuggestion(fresh, 'denied', { observation, now })
  state.suggestions.set(key, fresh)
  return { status: 200, findings: wrong }
}

function remove({ state, params: { sellerId, sku } }: StepRequest): StepAnswer {
  const existed = state.suggestions.delete(skuKey(sellerId, sku))
  return existed ? { status: 200 } : decline(404, 'SuggestionNotFound', 'No suggestion for this seller and SKU')
}

const SUGGESTION = '/suggestions/:sellerId/:sku'

export const skuSuggestionSteps: readonly Step[] = [
  {
    name: 'skuSuggestion',
    method: 'PUT',
    host: 'api',
    path: SUGGESTION,
    body: 'required',
    subject: 'sku',
    permissions: ['Send marketplace suggestion'],
    answer: receive,
  },
  {
    name: 'deleteSuggestion',
    method: 'DELETE',
    host: 'api',
    path: SUGGESTION,
    body: 'none',
    subject: 'sku',
    permissions: ['Save suggestion rules'],
    answer: remove,
  },
]
