import { authorized } from './authorization'
import { canceledAtMarketplace } from './cancellation/canceledElsewhere'
import type { OrderRecord } from './orderRecord'
import type { Payability } from './payable'
import { allows } from './states'

/**
 * The record of an order after OMS was read and shows more than we were told: a cancellation or an authorization whose
 * call never came (AC-95, PROTOCOL §18.41). OMS is what both calls are checked against anyway (DESIGN D4).
 * @param receipt for whichever it is
 * @returns undefined when the record says the same, or must not be changed by this
 */
export function broughtInLine(
  record: OrderRecord,
  standing: Payability,
  receipt: string,
  now: number,
): OrderRecord | undefined {
  if (standing === 'canceled') {
    const canceled = canceledAtMarketplace(record, receipt, now, 'it shows the order as canceled')
    return canceled === record ? undefined : canceled
  }
  if (standing !== 'payable' || record.authorization || !allows(record.state, 'authorize')) return undefined
  return authorized(record, receipt, now, [
    {
      at: new Date(now).toISOString(),
      decision: 'authorized, as the marketplace says',
      reason: 'it shows the order as paid',
    },
  ])
}
