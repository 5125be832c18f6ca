import { StepRefused } from '../errors'
import { moved } from './moved'
import { appendTimeline, type OrderRecord, type TimelineEntry } from './orderRecord'

/**
 * The marketplace has the money: the partner is owed the release of the order. Repeating it changes nothing.
 * @returns the record with its receipt
 * @throws StepRefused when the order is canceled or was never placed
 */
export function authorized(
  record: OrderRecord,
  receipt: string,
  now: number,
  entries: readonly TimelineEntry[],
): OrderRecord {
  const timeline = appendTimeline(record.timeline, entries)
  if (record.authorization) {
    if (record.state === 'canceled') throw canceled(record)
    return { ...record, timeline }
  }
  const released = moved(record, 'authorize', now)
  if (!released) throw canceled(record)
  return { ...released, authorization: { date: new Date(now).toISOString(), receipt }, timeline }
}

/** Its stock was given up before the payment came: it has to be taken back before the partner is told (PROTOCOL §16). */
export const isAuthorizedLate = ({ authorization, reservedUntil }: OrderRecord): boolean =>
  authorization !== undefined && Date.parse(reservedUntil) <= Date.parse(authorization.date)

const canceled = ({ marketplaceOrderId, state }: OrderRecord) =>
  new StepRefused(
    state === 'canceled' ? 'FMT0060' : 'ORD039',
    `Order ${marketplaceOrderId} is ${state} and cannot be authorized`,
  )
