import { randomUUID } from 'crypto'

import type { SellerWork } from '../../clients/sellerWork'
import type { MarketplaceOrderId } from '../../domain/ids'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { withPartnerUpdate } from '../../domain/orders/partnerUpdate'
import { payability } from '../../domain/orders/payable'
import { rebuiltRecord, type ShownInFull } from '../../domain/orders/reconciliation/rebuiltRecord'

const PARTNER_MS = 5_000

/**
 * The record of an order that OMS knows as this seller's and that cannot be read here: made again from OMS and the partner
 * when it has been missing for a minute, is not listed either and nobody else is at it (DESIGN D7). A passing 404 of the
 * record store must not replace a record that is there.
 * @returns undefined when it is there after all, may come back, or the partner does not know the order
 * @throws what the partner's adapter and the record store throw
 */
export async function recoverRecord(
  work: SellerWork,
  id: MarketplaceOrderId,
  shown: ShownInFull | undefined,
  deadlineAt = work.clock.now() + PARTNER_MS,
): Promise<OrderRecord | undefined> {
  if (!shown || payability(shown, work.seller.sellerId) === 'notOurs') return undefined
  if ((await work.orders.read(id)) || (await work.orders.isListed(id))) return undefined
  const claimId = randomUUID()
  if (!(await work.claims.missed(id, claimId))) return undefined
  const [partner] = await work.partner.orderUpdates([id], { deadlineAt })
  if (!partner) {
    await work.problems.raise({
      code: 'recordLost',
      subject: id,
      message: 'OMS has this order; its record is not here and the partner does not show it',
      fix: 'Ask the partner for the order; if it has none, cancel it in OMS',
    })
    return undefined
  }
  const { sellerId, currency } = work.seller
  const now = work.clock.now()
  const record = rebuiltRecord(shown, partner, { id, sellerId, currency, claimId, receipt: randomUUID(), now })
  // The last look: from here on only who holds the claim may write it.
  if (await work.orders.read(id)) return undefined
  await work.problems.clear('recordLost', id)
  return work.orders.create(withPartnerUpdate(record, partner, now, randomUUID()) ?? record)
}
