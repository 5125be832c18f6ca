import { skuKey, type Suggestion } from '../accountState'
import type { Resource } from '../permissions'
import { unless } from '../shape'
import { decline, refuse, type Step, type StepRequest } from './step'

/** The answer's shape is known only from client typings (PROTOCOL §4.4): read it case-insensitively. */
const view = (account: string, one: Suggestion) => {
  const latest = one.versions[one.versions.length - 1]
  return {
    SellerId: one.sellerId,
    AccountName: account,
    ItemId: one.sku,
    LatestVersionId: latest.id,
    Status: one.status,
    Type: 'new',
    Observation: one.observation,
    CreatedDate: one.createdDate,
    LastModifiedDate: one.lastModifiedDate,
    Content: latest.content,
    Matches: [{ MatchId: 'm-1', MatcherId: 'vtex-matcher', Score: String(one.score), Type: one.status }],
    Mapping: one.mapping,
    AvailableQuantity: latest.content.AvailableQuantity,
    Pricing: latest.content.Pricing,
  }
}

const notFound = () => decline(404, 'SuggestionNotFound', 'No suggestion for this seller and SKU')

/** OAS says 50 per page, a known issue 20 (PROTOCOL C-16). */
const MAX_PAGE = 20

function list({ state, query }: StepRequest) {
  const from = Number(query.get('_from') ?? 1)
  const to = Number(query.get('_to') ?? from + MAX_PAGE - 1)
  const wrong = unless(
    Number.isInteger(from) && Number.isInteger(to) && from >= 1 && to >= from && to - from < MAX_PAGE,
    'PROTOCOL §4.4',
    `_from and _to must be a page of at most ${MAX_PAGE}`,
  )
  if (wrong.length > 0) return refuse(400, 'InvalidPage', wrong)
  const seller = query.get('seller')
  const status = query.get('status')
  const rows = [...state.suggestions.values()].filter(
    (one) => (!seller || one.sellerId === seller) && (!status || one.status === status),
  )
  const page = rows.slice(from - 1, to).map((one) => view(state.account, one))
  return { status: 200, body: { Data: page, Next: to < rows.length ? String(to + 1) : null } }
}

const find = ({ state, params }: StepRequest): Suggestion | undefined =>
  state.suggestions.get(skuKey(params.sellerId, params.sku))

const reading = (path: string, permission: Resource, answer: Step['answer']): Step => ({
  name: 'readSuggestion',
  method: 'GET',
  host: 'api',
  path,
  body: 'none',
  subject: 'sku',
  permissions: [permission],
  answer,
})

export const readSuggestionSteps: readonly Step[] = [
  reading('/suggestions', 'Save suggestion rules', list),
  reading('/suggestions/:sellerId/:sku', 'Send marketplace suggestion', (request) => {
    const one = find(request)
    return one ? { status: 200, body: view(request.state.account, one) } : notFound()
  }),
  reading('/suggestions/:sellerId/:sku/versions', 'Save suggestion rules', (request) => {
    const one = find(request)
    if (!one) return notFound()
    const ids = one.versions.map((version) => version.id)
    return { status: 200, body: { latestversion: ids[ids.length - 1], versions: ids } }
  }),
  reading('/suggestions/:sellerId/:sku/versions/:version', 'Save suggestion rules', (request) => {
    const version = find(request)?.versions.find((one) => one.id === request.params.version)
    return version ? { status: 200, body: version } : notFound()
  }),
]
