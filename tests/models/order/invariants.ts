import type { OrderRecord } from '../../../node/domain/orders/orderRecord'
import { ORDER_STATES, type OrderState } from '../../../node/domain/orders/states'
import type { PartnerOrderState } from '../../../node/domain/orders/partnerOrder'
import type { ModelState } from './modelWorld'
import { ON_THE_SHELF } from './modelPartner'

export function recordOf({ files }: ModelState): OrderRecord | undefined {
  const path = [...files.keys()].find((one) => one.startsWith('orders/'))
  return path === undefined ? undefined : (JSON.parse(files.get(path)!.text) as OrderRecord)
}

/** Units the connector holds for orders, for a partner that does not. */
const reserved = ({ files }: ModelState) =>
  [...files]
    .filter(([path]) => path.startsWith('reservations/'))
    .flatMap(([, { text }]) => (JSON.parse(text) as { rows: { quantity: number }[] }).rows)
    .reduce((sum, { quantity }) => sum + quantity, 0)

/** What must hold after whatever happened. @returns what does not */
export function brokenAfter(before: ModelState, after: ModelState, written: readonly OrderState[]): string[] {
  const { oms, partner } = after
  const record = recordOf(after)
  const [copy] = partner.orders
  const held = partner.orders.reduce((sum, { holds, units }) => sum + (holds ? units : 0), 0)
  return [
    ...when(partner.orders.length > 1, `${partner.orders.length} orders at the partner`),
    ...when(partner.free + held !== ON_THE_SHELF, `stock is ${partner.free} free and ${held} held`),
    ...when(reserved(after) > ON_THE_SHELF, `${reserved(after)} units are promised`),
    ...when(isSold(copy?.state) && !oms.paid, 'the partner ships what nobody paid'),
    ...when(before.partner.orders[0]?.state === 'canceled' && isSold(copy?.state), 'authorized after it was canceled'),
    ...when(oms.cancellationConfirmed && oms.invoices.length > 0, 'canceled and invoiced (KI 1400005)'),
    ...when(
      oms.cancellationConfirmed &&
        !before.oms.authorizationConfirmed &&
        oms.authorizationConfirmed &&
        before.oms.cancellationConfirmed,
      'a canceled order was authorized',
    ),
    ...when(oms.accepted && !record, 'an accepted order has no record'),
    ...illegal([recordOf(before)?.state, ...written]),
  ]
}

/** What must hold when everybody had all the time they need. */
export function brokenAtTheEnd(state: ModelState): string[] {
  const record = recordOf(state)
  const [copy] = state.partner.orders
  const { oms } = state
  const sides = `${oms.status} at the marketplace, ${record?.state ?? 'nothing'} on record, ${copy?.state ?? 'nothing'} at the partner`
  const owed = record?.owed.map(({ id, dead, lastError }) => `${id}${dead ? ' (dead)' : ''}: ${lastError ?? ''}`) ?? []
  const gone = copy === undefined || copy.state === 'canceled'
  const agrees: Readonly<Record<typeof oms.status, boolean>> = {
    nothing: gone,
    'order-create-error': gone,
    canceled: gone && (!record || ['canceled', 'failed'].includes(record.state)),
    'payment-pending': copy?.state === 'open' && ['received', 'expired'].includes(record?.state ?? ''),
    'payment-approved': copy?.state === 'authorized' && record?.state === 'authorized',
    'request-cancel': false,
    invoiced:
      copy?.state === 'delivered'
        ? oms.delivered && record?.state === 'delivered'
        : copy?.state === 'shipped' && oms.tracked && record?.state === 'dispatched',
  }
  return [
    ...when(!agrees[oms.status], sides),
    ...when(owed.length > 0, `still owed: ${owed.join(', ')}; ${sides}`),
    ...when(reserved(state) > 0, `${reserved(state)} units are still promised; ${sides}`),
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
