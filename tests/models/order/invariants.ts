import { ORDER_STATES, type OrderState } from '../../../node/domain/orders/states'
import type { PartnerOrderState } from '../../../node/domain/orders/partnerOrder'
import { ON_THE_SHELF } from './modelGoods'
import { isRefunded, recordOf, unitsPromised, when } from './modelSides'
import type { ModelState } from './modelWorld'

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
    ...when(unitsPromised(after) > ON_THE_SHELF, `${unitsPromised(after)} units are promised`),
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
