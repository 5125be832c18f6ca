import type { AccountState } from '../accountState'
import { invoicedValue, type MarketplaceOrder } from '../order'
import { unless } from '../shape'
import { refuse, type Step, type StepAnswer, type StepRequest } from './step'

const RULE = 'PROTOCOL §11'
const DEFAULT_PAGE_SIZE = 15
const LARGEST_PAGE = 100
/** [OAS-orders]: no more than so many pages can be read. */
const MOST_PAGES = 30
const INDEX_DELAY_MS = 240_000

/** The order as the index knows it: its status some minutes ago. Undefined: not indexed yet. */
function indexedStatus(order: MarketplaceOrder, at: number): MarketplaceOrder['status'] | undefined {
  const known = order.statusHistory.filter((one) => Date.parse(one.at) <= at)
  return known[known.length - 1]?.status
}

interface Row {
  readonly order: MarketplaceOrder
  readonly status: MarketplaceOrder['status']
}

/** `creationDate:[2026-09-01T00:00:00.000Z TO 2026-09-30T00:00:00.000Z]` */
const RANGE = /^\w+:\[(\S+) TO (\S+)\]$/

function within(filter: string | null, date: string | null): boolean {
  if (filter === null) return true
  const [, from, to] = RANGE.exec(filter) ?? []
  return date !== null && Date.parse(date) >= Date.parse(from) && Date.parse(date) <= Date.parse(to)
}

const isOneOf = (list: string | null, value: string) => list === null || list.split(',').includes(value)

function matches(state: AccountState, { order, status }: Row, query: URLSearchParams): boolean {
  const sellerName = state.sellers.get(order.sellerId)?.name ?? order.sellerId
  const asked = query.get('q')
  const hasReturn = query.get('f_hasInputInvoice')
  return (
    isOneOf(query.get('f_status'), status) &&
    isOneOf(query.get('f_sellerNames'), sellerName) &&
    isOneOf(query.get('f_salesChannel'), order.salesChannel) &&
    (hasReturn === null || (hasReturn === 'true') === invoicedValue(order, 'Input') > 0) &&
    within(query.get('f_creationDate'), order.creationDate) &&
    within(query.get('f_authorizedDate'), order.authorizedDate) &&
    within(query.get('f_invoicedDate'), order.invoicedDate) &&
    (asked === null || [order.orderId, order.sellerOrderId, order.orderGroup].includes(asked))
  )
}

const rowView = ({ order, status }: Row) => ({
  orderId: order.orderId,
  creationDate: order.creationDate,
  clientName: [order.placement.clientProfileData.firstName, order.placement.clientProfileData.lastName].join(' '),
  items: null,
  totalValue: order.value,
  paymentNames: 'Boleto Bancário',
  status,
  statusDescription: status,
  marketPlaceOrderId: null,
  sequence: order.orderGroup,
  salesChannel: order.salesChannel,
  affiliateId: '',
  origin: 'Marketplace',
  workflowInErrorState: status === 'order-create-error',
  workflowInRetry: false,
  lastMessageUnread: null,
  orderIsComplete: order.isCompleted,
  authorizedDate: order.authorizedDate,
  totalItems: order.items.length,
  currencyCode: 'BRL',
})

/** Orders of one instant are told apart by their ids. */
const sortKey = ({ order }: Row) => `${order.creationDate} ${order.orderId}`

function list({ state, query, now }: StepRequest): StepAnswer {
  const page = Number(query.get('page') ?? 1)
  const perPage = Number(query.get('per_page') ?? DEFAULT_PAGE_SIZE)
  const dates = ['f_creationDate', 'f_authorizedDate', 'f_invoicedDate'].map((name) => query.get(name))
  const wrong = [
    ...unless(Number.isInteger(page) && page >= 1 && page <= MOST_PAGES, RULE, `page must be 1 to ${MOST_PAGES}`),
    ...unless(
      Number.isInteger(perPage) && perPage >= 1 && perPage <= LARGEST_PAGE,
      RULE,
      `per_page must be 1 to ${LARGEST_PAGE}`,
    ),
    ...unless(
      dates.every((one) => one === null || RANGE.test(one)),
      RULE,
      'a date filter is field:[from TO to]',
    ),
  ]
  if (wrong.length > 0) return refuse(400, 'OMS400', wrong)
  const indexedAt = now.getTime() - (state.options.orderIndexDelayMs ?? INDEX_DELAY_MS)
  const ascending = query.get('orderBy') === 'creationDate,asc'
  const rows = [...state.orders.values()]
    .flatMap((order): Row[] => {
      const status = indexedStatus(order, indexedAt)
      return status === undefined ? [] : [{ order, status }]
    })
    .filter((row) => matches(state, row, query))
    .sort((a, b) => (ascending ? 1 : -1) * (sortKey(a) < sortKey(b) ? -1 : 1))
  const pages = Math.min(MOST_PAGES, Math.ceil(rows.length / perPage))
  return {
    status: 200,
    body: {
      list: rows.slice((page - 1) * perPage, page * perPage).map(rowView),
      facets: [],
      paging: { total: rows.length, pages, currentPage: page, perPage },
      stats: { stats: {} },
      reportRecordsLimit: 50_000,
    },
  }
}

export const listOrdersSteps: readonly Step[] = [
  {
    name: 'listOrders',
    method: 'GET',
    host: 'account',
    path: '/api/oms/pvt/orders',
    body: 'none',
    subject: 'q',
    permissions: ['List Orders', 'Orders Full Access'],
    answer: list,
  },
]
