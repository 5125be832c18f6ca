import { arrayOf, findings, matching, object, positiveInteger, unless } from '../shape'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const RULE = 'PROTOCOL §3.4'
const PATH = '/api/seller-register/pvt/sellers/:sellerId/sales-channel/mapping'

/** A seller channel is an affiliate of three letters. */
const rows = arrayOf(
  object({ marketplaceSalesChannel: positiveInteger, sellerChannel: matching(/^[A-Z]{3}$/, 'three capital letters') }),
  1,
)

interface MappingRow {
  readonly marketplaceSalesChannel: number
  readonly sellerChannel: string
}

const noSeller = () => decline(404, 'SRAPI-404', 'Seller not found')

/** Sent as numbers, answered as strings (PROTOCOL C-06). */
const answered = (mapping: readonly MappingRow[]) =>
  mapping.map((one) => ({ ...one, marketplaceSalesChannel: String(one.marketplaceSalesChannel) }))

function save({ state, params, body }: StepRequest): StepAnswer {
  if (!state.sellers.has(params.sellerId)) return noSeller()
  const wrong = findings(RULE, rows(body, 'mapping'))
  if (wrong.length > 0) return refuse(400, 'SRAPI-400', wrong)
  const mapping = body as MappingRow[]
  const known = new Set(state.options.salesChannels.map(({ id }) => id))
  const unknown = unless(
    mapping.every((one) => known.has(one.marketplaceSalesChannel)),
    RULE,
    'marketplaceSalesChannel names a trade policy this account does not have',
  )
  if (unknown.length > 0) return refuse(400, 'SRAPI-400', unknown)
  state.salesChannelMappings.set(params.sellerId, mapping)
  return { status: 200, body: answered(mapping) }
}

function read({ state, params }: StepRequest): StepAnswer {
  if (!state.sellers.has(params.sellerId)) return noSeller()
  return { status: 200, body: answered(state.salesChannelMappings.get(params.sellerId) ?? []) }
}

const common = { host: 'account', path: PATH, subject: 'sellerId' } as const

export const salesChannelMappingSteps: readonly Step[] = [
  {
    ...common,
    name: 'readSalesChannelMapping',
    method: 'GET',
    body: 'none',
    permissions: ['View Seller'],
    answer: read,
  },
  {
    ...common,
    name: 'saveSalesChannelMapping',
    method: 'PUT',
    body: 'required',
    permissions: ['Save Seller'],
    answer: save,
  },
]
