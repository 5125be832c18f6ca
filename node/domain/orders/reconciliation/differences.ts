import type { Difference, Sides } from './difference'
import { differencesFromMarketplace } from './differencesFromMarketplace'
import { differencesFromPartner } from './differencesFromPartner'
import type { OrderRecord } from '../orderRecord'
import { isPlaced } from '../states'

const IN_DOUBT_TOO_LONG_MS = 2 * 3_600_000

/**
 * Where OMS, our record and the partner contradict each other about an order on which nobody is at work.
 * @returns empty when they agree, as far as they could be read
 */
export function differences(record: OrderRecord, { marketplace, partner }: Sides, now: number): Difference[] {
  if (!isPlaced(record.state)) return inDoubt(record, now)
  return [
    ...(marketplace === 'unread' ? [] : differencesFromMarketplace(record, marketplace)),
    ...(partner === 'unread' ? [] : differencesFromPartner(record, partner, now)),
  ]
}

function inDoubt(record: OrderRecord, now: number): Difference[] {
  if (record.state === 'failed' || now - Date.parse(record.createdAt) < IN_DOUBT_TOO_LONG_MS) return []
  return [
    {
      kind: 'placementInDoubt',
      message: 'Nobody knows for hours whether the partner took the order',
      fix: 'Look for the order id at the partner; find out why the partner or OMS cannot be asked',
    },
  ]
}
