import { StepRefused } from '../errors'
import { appendTimeline, type OrderRecord, type TimelineEntry } from './orderRecord'
import { owe } from './owe'
import { allows, requireNextState } from './states'

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
  if (!allows(record.state, 'authorize')) throw canceled(record)
  const date = new Date(now).toISOString()
  return {
    ...record,
    state: requireNextState(record.state, 'authorize'),
    authorization: { date, receipt },
    owed: owe(record.owed, date, 'authorizeAtPartner'),
    timeline,
  }
}

const canceled = ({ marketplaceOrderId, state }: OrderRecord) =>
  new StepRefused(
    state === 'canceled' ? 'FMT0060' : 'ORD039',
    `Order ${marketplaceOrderId} is ${state} and cannot be authorized`,
  )
