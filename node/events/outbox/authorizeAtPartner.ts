import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { PartnerRefused } from '../../domain/errors'
import { authorizationRefused } from '../../domain/orders/cancellation'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import type { PartnerOrderState } from '../../domain/orders/partnerOrder'
import { owe } from '../../domain/orders/owe'
import type { StepOutcome } from './stepOutcome'

/** Tells the partner that it may ship. From then on its own allocation holds the stock (DESIGN D16). */
export async function authorizeAtPartner(
  work: SellerWork,
  { marketplaceOrderId }: OrderRecord,
  _step: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  try {
    await work.partner.authorizeOrder(marketplaceOrderId, budget)
  } catch (error) {
    if (!(error instanceof PartnerRefused)) throw error
    const standing = await work.partner.findOrder(marketplaceOrderId, budget)
    if (standing && WENT_ON.includes(standing.state)) return handedOver(work)
    // An error to the marketplace would leave the order stuck: it was taken, and is canceled by us (PROTOCOL U-05).
    const now = work.clock.now()
    return { kind: 'done', change: (record) => authorizationRefused(record, error.message, now) }
  }
  return handedOver(work)
}

/** Refused because it happened before. */
const WENT_ON: readonly PartnerOrderState[] = ['authorized', 'partiallyShipped', 'shipped', 'delivered']

/** The partner's own allocation holds the stock from now on. */
function handedOver({ clock }: SellerWork): StepOutcome {
  const at = new Date(clock.now()).toISOString()
  return { kind: 'done', change: (record) => ({ ...record, owed: owe(record.owed, at, 'releaseReservation') }) }
}
