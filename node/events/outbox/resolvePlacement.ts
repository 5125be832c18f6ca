import { randomUUID } from 'crypto'

import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { authorized } from '../../domain/orders/authorization'
import { failedRecord, placedRecord } from '../../domain/orders/placement/newOrderRecord'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import { owe } from '../../domain/orders/owe'
import { allows } from '../../domain/orders/states'
import type { PartnerOrder } from '../../domain/orders/partnerOrder'
import { payability } from '../../domain/orders/payable'
import { DONE, type StepOutcome } from './stepOutcome'

/** An order the marketplace does not keep is given up after this long: a repeat of the placement may still come. */
const KEEP_FOR_MS = 15 * 60_000

/**
 * Finds out what became of a placement that nobody saw the end of, by asking the partner and OMS (DESIGN D7 d).
 * Live at the marketplace: kept. Unknown or canceled there for 15 minutes: canceled at the partner.
 */
export async function resolvePlacement(
  work: SellerWork,
  record: OrderRecord,
  _step: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  if (!allows(record.state, 'place')) return DONE
  const { marketplaceOrderId: id } = record
  const found = await work.partner.findOrder(id, budget)
  const live = ['payable', 'notYet'].includes(payability(await work.marketplaceOrders.readOrder(id), record.sellerId))
  const age = work.clock.now() - Date.parse(record.createdAt)

  if (found && live && found.state !== 'canceled') {
    // Whoever wrote the record may not have lived to note that there is one.
    await work.claims.noteRecorded(id, record.claimId, record.contentHash)
    return {
      kind: 'done',
      change: (current) => (allows(current.state, 'place') ? keptRecord(work, current, found) : current),
    }
  }
  if (age < KEEP_FOR_MS)
    return { kind: 'waiting', reason: 'A repeat of the placement may still come', askAgainSeconds: 60 }
  const at = new Date(work.clock.now()).toISOString()
  return {
    kind: 'done',
    change: (current) => {
      if (!allows(current.state, 'refuse')) return current
      const failed = failedRecord(current, 'the placement was never finished')
      return {
        ...failed,
        owed: owe(failed.owed, at, ...(found ? ['cancelAtPartner' as const] : []), 'releaseReservation'),
      }
    },
  }
}

/** The order as the partner has it: when it was authorized there, it was authorized here before the record was lost. */
function keptRecord(work: SellerWork, record: OrderRecord, found: PartnerOrder): OrderRecord {
  const placed = placedRecord(record, { id: found.partnerId, number: found.partnerNumber })
  return found.state === 'open' ? placed : authorized(placed, randomUUID(), work.clock.now(), [])
}
