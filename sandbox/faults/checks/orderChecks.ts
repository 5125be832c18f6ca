import { ORDER_STATES, type OrderState } from '../../../node/domain/orders/states'
import { isDelivered } from '../../marketplace/steps/orderTracking'
import type { Check } from './check'
import { deliveredOnce } from './deliveredOnce'
import type { FinalOrder, Rule } from './finalOrder'

const check = (name: string, orders: readonly FinalOrder[], rule: Rule): Check => ({
  name,
  looked: orders.length,
  broken: orders.flatMap((order) => {
    const wrong = rule(order)
    return wrong === undefined ? [] : [`${order.id} (${order.story}, ${order.end}): ${wrong}`]
  }),
})

/** Each marketplace order and exactly one order of the partner; nothing at the partner that nobody ordered. */
const onePartnerOrder: Rule = ({ atMarketplace, atPartner }) => {
  if (atPartner.length > 1) return `${atPartner.length} orders at the partner`
  if (!atMarketplace)
    return atPartner.length === 0 ? undefined : 'an order of the partner that the marketplace never had'
  const accepted = atMarketplace.sellerOrderId !== null
  return accepted && atPartner.length === 0 ? 'accepted, but the partner has no order' : undefined
}

const RECORD_STATES_FOR: Readonly<Record<string, readonly (OrderState | undefined)[]>> = {
  'payment-pending': ['received', 'expired'],
  'payment-denied': ['received', 'expired', 'canceled'],
  'payment-approved': ['authorized', 'handling', 'partiallyInvoiced', 'cancellationRefused'],
  invoiced: ['invoiced', 'dispatched', 'delivered', 'returned'],
}

/** What the marketplace believes is what the connector has on record and what the partner does. */
const agreement: Rule = ({ atMarketplace, record, atPartner: [copy] }) => {
  if (!atMarketplace) return undefined
  const { status } = atMarketplace
  const sides = `${status} at the marketplace, ${record?.state ?? 'nothing'} on record, ${copy?.state ?? 'nothing'} at the partner`
  if (status === 'canceled') {
    const gone = copy === undefined || copy.state === 'canceled'
    const known = record === undefined || ['canceled', 'failed'].includes(record.state)
    return gone && known ? undefined : sides
  }
  const states = RECORD_STATES_FOR[status]
  if (!states) return `left in ${status}; ${sides}`
  if (!states.includes(record?.state)) return sides
  if (copy?.state === 'canceled') return isToldTooLate(record) ? undefined : sides
  if (status === 'payment-pending') return copy?.state === 'open' ? undefined : sides
  if (copy?.state === 'open') return sides
  const delivered = copy?.state === 'delivered' && atMarketplace.packages.length > 0
  return delivered && status === 'invoiced' && !isDelivered(atMarketplace)
    ? `delivered, and the marketplace does not know`
    : undefined
}

/** The marketplace cancels no invoiced order: a person is told. */
const isToldTooLate = (record: FinalOrder['record']) => record?.alerts?.includes('partnerCanceledTooLate') === true

/** Nothing is left undone, unless it is a dead letter that somebody can see. */
const nothingOwed: Rule = ({ record }) => {
  const left = record?.owed.filter(({ dead, after }) => !dead && !waitsForTheDead(record.owed, after)) ?? []
  return left.length === 0
    ? undefined
    : `still owes ${left.map(({ id, lastError }) => `${id} (${lastError ?? 'not tried'})`).join(', ')}`
}

const waitsForTheDead = (owed: NonNullable<FinalOrder['record']>['owed'], after: readonly string[]) =>
  owed.some(({ id, dead }) => dead && after.includes(id))

/** A living order is the same goods for the same amount everywhere, however it was changed. */
const sameGoods: Rule = ({ atMarketplace, record, atPartner: [copy] }) => {
  if (!atMarketplace || !record || !copy || ['canceled', 'failed'].includes(record.state)) return undefined
  const units = (lines: readonly { readonly quantity: number }[]) =>
    lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const [there, here, partner] = [units(atMarketplace.items), units(record.lines), units(copy.lines)]
  if (there === here && here === partner && record.total === atMarketplace.value) return undefined
  return `${there} units for ${atMarketplace.value} at the marketplace, ${here} for ${record.total} on record, ${partner} at the partner`
}

export const orderChecks = (orders: readonly FinalOrder[]): Check[] => [
  check('each marketplace order has exactly one order at the partner', orders, onePartnerOrder),
  check('marketplace, record and partner agree', orders, agreement),
  check('nothing is owed any more, or it is a dead letter', orders, nothingOwed),
  check('each invoice, return, parcel and payment arrived exactly once', orders, deliveredOnce),
  check('goods and amount are the same everywhere', orders, sameGoods),
]

/** Two events can be one write, e.g. asked to cancel and refused because the invoice is on its way. */
const MOST_EVENTS_PER_WRITE = 2

/** @param histories the states each record was written in */
export function legalStates(histories: ReadonlyMap<string, readonly OrderState[]>): Check {
  const broken: string[] = []
  let looked = 0
  for (const [id, states] of histories) {
    for (let index = 1; index < states.length; index++) {
      looked++
      const [from, to] = [states[index - 1]!, states[index]!]
      if (!follows(from, to, MOST_EVENTS_PER_WRITE)) broken.push(`${id}: ${from} → ${to}`)
    }
  }
  return { name: 'every change of state is in the table', looked, broken }
}

const follows = (from: OrderState, to: OrderState, events: number): boolean =>
  Object.values(ORDER_STATES[from]).some(
    (next: OrderState) => next === to || (events > 1 && follows(next, to, events - 1)),
  )
