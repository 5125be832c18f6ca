import type { OrderRecord } from '../../../node/domain/orders/orderRecord'
import { ORDER_STATES, type OrderState } from '../../../node/domain/orders/states'
import type { PartnerOrderState } from '../../../node/domain/orders/partnerOrder'
import { isInProgress } from './modelChange'
import { ON_THE_SHELF, valueOf } from './modelGoods'
import { documented, type OmsState } from './modelOms'
import { invoicesOf, returnsOf } from './modelPaper'
import type { PartnerCopy } from './modelPartner'
import { reservedUnits, type ReservationShard } from '../../../node/domain/reservations/reservationShard'
import type { ModelState } from './modelWorld'

export function recordOf({ files }: ModelState): OrderRecord | undefined {
  const path = [...files.keys()].find((one) => one.startsWith('orders/'))
  return path === undefined ? undefined : (JSON.parse(files.get(path)!.text) as OrderRecord)
}

/** Units the connector holds for orders, for a partner that does not. */
const reserved = ({ files, now }: ModelState) =>
  [...files]
    .filter(([path]) => path.startsWith('reservations/'))
    .flatMap(([, { text }]) => [...reservedUnits(JSON.parse(text) as ReservationShard, now).values()])
    .reduce((sum, quantity) => sum + quantity, 0)

/** What must hold after whatever happened. @returns what does not */
export function brokenAfter(before: ModelState, after: ModelState, written: readonly OrderState[]): string[] {
  const { oms, partner } = after
  const record = recordOf(after)
  const [copy] = partner.orders
  const held = partner.orders.reduce((sum, { holds, returned, units }) => sum + (holds ? units - returned : 0), 0)
  const confirmedBefore = before.oms.cancellationConfirmed
  return [
    ...when(partner.orders.length > 1, `${partner.orders.length} orders at the partner`),
    ...when(partner.free + held !== ON_THE_SHELF, `stock is ${partner.free} free and ${held} held`),
    ...when(reserved(after) > ON_THE_SHELF, `${reserved(after)} units are promised`),
    ...when(isSold(copy?.state) && !oms.paid, 'the partner ships what nobody paid'),
    ...when(before.partner.orders[0]?.state === 'canceled' && isSold(copy?.state), 'authorized after it was canceled'),
    ...when(oms.cancellationConfirmed && !isRefunded(oms), 'canceled and invoiced (KI 1400005)'),
    ...when(
      confirmedBefore && !before.oms.authorizationConfirmed && oms.authorizationConfirmed,
      'a canceled order was authorized',
    ),
    ...when(oms.accepted && !record, 'an accepted order has no record'),
    ...when(
      oms.change?.status === 'done' && copy?.units !== oms.units,
      'a change counts that the partner has not made',
    ),
    ...oms.offences,
    ...illegal([recordOf(before)?.state, ...written]),
  ]
}

const isRefunded = (oms: OmsState) => documented(oms, 'Input') >= documented(oms, 'Output')

/** What must hold when everybody had all the time they need. */
export function brokenAtTheEnd(state: ModelState): string[] {
  const record = recordOf(state)
  const [copy] = state.partner.orders
  const { oms } = state
  const owed = record?.owed.map(({ id, dead, lastError }) => `${id}${dead ? ' (dead)' : ''}: ${lastError ?? ''}`) ?? []
  const sides =
    `${oms.status} at the marketplace, ${record?.state ?? 'nothing'} on record, ${copy?.state ?? 'nothing'} at the partner` +
    (oms.change ? `, the change ${oms.change.status}` : '')
  return [
    ...when(!agree(oms, record, copy), sides),
    ...when(owed.length > 0, `still owed: ${owed.join(', ')}; ${sides}`),
    ...when(reserved(state) > 0, `${reserved(state)} units are still promised; ${sides}`),
    ...unequal(oms, record, copy).map((what) => `${what}; ${sides}`),
  ]
}

/** Where the order stands is the same for all three. */
function agree(oms: OmsState, record: OrderRecord | undefined, copy: PartnerCopy | undefined): boolean {
  const gone = copy === undefined || copy.state === 'canceled'
  switch (oms.status) {
    case 'nothing':
    case 'order-create-error':
      return gone
    case 'canceled':
      return gone && (!record || ['canceled', 'failed'].includes(record.state))
    case 'payment-pending':
      return copy?.state === 'open' && ['received', 'expired'].includes(record?.state ?? '')
    case 'payment-approved':
      return copy?.state === 'authorized' && record?.state === 'authorized'
    case 'request-cancel':
      return false
    case 'invoiced':
      return record !== undefined && copy !== undefined && isSoldWell(oms, record, copy)
  }
}

function isSoldWell(oms: OmsState, record: OrderRecord, copy: PartnerCopy): boolean {
  // Nobody but people gets out of this: the marketplace cancels no invoiced order.
  if (copy.state === 'canceled') return !isRefunded(oms) && record.alerts?.includes('partnerCanceledTooLate') === true
  if (copy.state === 'authorized') return record.state === 'invoiced'
  const told = oms.tracked && (copy.state === 'shipped' || oms.delivered)
  const state = copy.returned > 0 ? 'returned' : copy.state === 'shipped' ? 'dispatched' : 'delivered'
  return told && record.state === state
}

/** What a living order is about, and its papers, are the same for all three. */
function unequal(oms: OmsState, record: OrderRecord | undefined, copy: PartnerCopy | undefined): string[] {
  if (!record || !copy || oms.status === 'canceled' || oms.status === 'order-create-error') return []
  const papers = [...invoicesOf(copy), ...returnsOf(copy)].map(({ number, total }) => `${number} ${total}`)
  const sent = oms.invoices.map(({ number, value }) => `${number} ${value}`)
  const units = record.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return [
    ...when(papers.join() !== sent.join(), `the partner wrote ${papers.join()}, the marketplace has ${sent.join()}`),
    ...when(
      copy.units !== oms.units || units !== oms.units || record.total !== valueOf(oms.units),
      `${oms.units} units at the marketplace, ${units} for ${record.total} on record, ${copy.units} at the partner`,
    ),
    ...when(isInProgress(oms.change), 'the change has no end'),
  ]
}

const when = (wrong: boolean, text: string) => (wrong ? [text] : [])

const isSold = (state: PartnerOrderState | undefined) =>
  state !== undefined && ['authorized', 'shipped', 'delivered'].includes(state)

/** Two events of the table can be one write. */
const MOST_EVENTS = 2

function illegal(states: readonly (OrderState | undefined)[]): string[] {
  return states.flatMap((to, index) => {
    const from = states[index - 1]
    const fine = from === undefined || to === undefined || from === to || follows(from, to, MOST_EVENTS)
    return fine ? [] : [`the table does not lead from ${from} to ${to}`]
  })
}

const follows = (from: OrderState, to: OrderState, events: number): boolean =>
  Object.values(ORDER_STATES[from]).some(
    (next: OrderState) => next === to || (events > 1 && follows(next, to, events - 1)),
  )
