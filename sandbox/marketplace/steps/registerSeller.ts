import type { AccountState, RegisteredSeller } from '../accountState'
import { keepSeller } from '../sellerPause'
import {
  amount,
  anyText,
  arrayOf,
  findings,
  flag,
  integer,
  matching,
  nullable,
  object,
  oneOf,
  text,
  unless,
  type Fields,
  type Finding,
} from '../shape'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const BODY_RULE = 'PROTOCOL §3.1'
const PATCH_RULE = 'PROTOCOL §3.3'

/** The schema's list is stricter than the service may be: "send all fields". */
const REQUIRED: Fields = {
  id: matching(/^(?!list$)[A-Za-z0-9_-]{1,50}$/, 'at most 50 characters, no spaces or special ones, and not "list"'),
  name: text,
  isActive: flag,
  fulfillmentEndpoint: matching(/^https:\/\/[^\s/?#@]+(\/\S*)?$/, 'an absolute https address without credentials'),
  allowHybridPayments: flag,
  taxCode: anyText,
  email: matching(/^[^@\s]+@[^@\s]+$/, 'an e-mail address'),
  description: anyText,
  sellerCommissionConfiguration: object(
    {},
    {
      productCommissionPercentage: amount,
      freightCommissionPercentage: amount,
      categoriesCommissionConfiguration: arrayOf(object({ category: text, commission: amount })),
    },
  ),
  isBetterScope: flag,
  sellerType: oneOf(1, 2),
  availableSalesChannels: arrayOf(object({ isSelected: flag, id: integer, name: text }), 1),
  CSCIdentification: anyText,
  account: text,
  channel: anyText,
  salesChannel: text,
  isVtex: oneOf(false),
  exchangeReturnPolicy: anyText,
  deliveryPolicy: anyText,
  securityPrivacyPolicy: nullable(anyText),
  fulfillmentSellerId: nullable(text),
  user: nullable(anyText),
  password: nullable(anyText),
  catalogSystemEndpoint: anyText,
  trustPolicy: oneOf('Default', 'AllowEmailSharing'),
  score: amount,
}

const OPTIONAL: Fields = { groups: arrayOf(object({ id: text, name: text })) }

const registration = object(REQUIRED, OPTIONAL)
const patch = arrayOf(object({ operation: oneOf('replace'), path: matching(/^\/\w+$/, '"/" and a field name') }), 1)

/** Offers of a seller without a trade policy of the storefront never appear. */
function salesChannelFindings(state: AccountState, seller: RegisteredSeller, rule: string): Finding[] {
  const known = new Set(state.options.salesChannels.map((channel) => channel.id))
  const unknown = seller.availableSalesChannels.filter((channel) => !known.has(channel.id))
  return [
    ...unless(unknown.length === 0, rule, 'availableSalesChannels names a trade policy this account does not have'),
    ...unless(
      seller.availableSalesChannels.some((channel) => channel.isSelected),
      rule,
      'availableSalesChannels must select at least one trade policy',
    ),
  ]
}

function save({ state, now }: StepRequest, body: unknown, rule: string): StepAnswer {
  const wrong = findings(rule, registration(body, 'seller'))
  if (wrong.length > 0) return refuse(400, 'SRAPI-400', wrong)
  const seller = body as RegisteredSeller
  const wrongChannels = salesChannelFindings(state, seller, rule)
  if (wrongChannels.length > 0) return refuse(400, 'SRAPI-400', wrongChannels)
  keepSeller(state, seller, now)
  return { status: 200 }
}

function change(request: StepRequest): StepAnswer {
  const { state, params, body } = request
  const seller = state.sellers.get(params.sellerId)
  if (!seller) return decline(404, 'SRAPI-404', 'Seller not found')
  const wrong = findings(PATCH_RULE, patch(body, 'body'))
  if (wrong.length > 0) return refuse(400, 'SRAPI-400', wrong)
  const changes = (body as { path: string; value: unknown }[]).map(({ path, value }) => [path.slice(1), value] as const)
  const unchangeable = changes.filter(([field]) => field === 'id' || !(field in REQUIRED || field in OPTIONAL))
  if (unchangeable.length > 0) {
    return refuse(
      400,
      'SRAPI-400',
      findings(
        PATCH_RULE,
        unchangeable.map(([field]) => `${field} cannot be replaced`),
      ),
    )
  }
  return save(request, { ...seller, ...Object.fromEntries(changes) }, PATCH_RULE)
}

const MAX_PAGE = 100

/** The filters of PROTOCOL §3.2 that a seller can fail. */
function isAskedFor(seller: RegisteredSeller, query: URLSearchParams): boolean {
  const keyword = query.get('keyword')?.toLowerCase() ?? ''
  const sc = query.get('sc')
  const same = (name: string) => query.get(name) === null || query.get(name) === String(seller[name])
  return (
    (seller.name.toLowerCase().includes(keyword) || seller.id.toLowerCase().includes(keyword)) &&
    ['isActive', 'isBetterScope', 'isVtex', 'sellerType'].every(same) &&
    (sc === null || seller.availableSalesChannels.some((one) => one.isSelected && String(one.id) === sc))
  )
}

function list({ state, query }: StepRequest): StepAnswer {
  const from = Number(query.get('from') ?? 0)
  const to = Number(query.get('to') ?? from + MAX_PAGE)
  const wrong = unless(
    Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to > from && to - from <= MAX_PAGE,
    'PROTOCOL §3.2',
    `from and to must be a page of at most ${MAX_PAGE}`,
  )
  if (wrong.length > 0) return refuse(400, 'SRAPI-400', wrong)
  const matches = [...state.sellers.values()].filter((seller) => isAskedFor(seller, query))
  return { status: 200, body: { items: matches.slice(from, to), paging: { from, to, total: matches.length } } }
}

function read({ state, params }: StepRequest): StepAnswer {
  const seller = state.sellers.get(params.sellerId)
  return seller ? { status: 200, body: seller } : decline(404, 'SRAPI-404', 'Seller not found')
}

const SELLERS = '/api/seller-register/pvt/sellers'

export const sellerRegisterSteps: readonly Step[] = [
  {
    name: 'registerSeller',
    method: 'POST',
    host: 'account',
    path: SELLERS,
    body: 'required',
    subject: 'id',
    permissions: ['Save Seller'],
    answer: (request) => save(request, request.body, BODY_RULE),
  },
  {
    name: 'setSellerActive',
    method: 'PATCH',
    host: 'account',
    path: `${SELLERS}/:sellerId`,
    body: 'required',
    subject: 'sellerId',
    permissions: ['Save Seller'],
    answer: change,
  },
  {
    name: 'readSeller',
    method: 'GET',
    host: 'account',
    path: SELLERS,
    body: 'none',
    subject: 'sellerId',
    permissions: ['View Seller'],
    answer: list,
  },
  {
    name: 'readSeller',
    method: 'GET',
    host: 'account',
    path: `${SELLERS}/:sellerId`,
    body: 'none',
    subject: 'sellerId',
    permissions: ['View Seller'],
    answer: read,
  },
]
