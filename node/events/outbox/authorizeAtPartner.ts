import { randomUUID } from 'crypto'

import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { PartnerRefused } from '../../domain/errors'
import { distinctSkus } from '../../domain/offers/distinctSkus'
import { isAuthorizedLate } from '../../domain/orders/authorization'
import { authorizationRefused } from '../../domain/orders/cancellation/canceledElsewhere'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import type { PartnerOrderState } from '../../domain/orders/partnerOrder'
import { owe } from '../../domain/orders/owe'
import { reserveLive } from './reserveLive'
import type { StepOutcome } from './stepOutcome'

/** Tells the partner that it may ship. From then on its own allocation holds the stock (DESIGN D16). */
export async function authorizeAtPartner(
  work: SellerWork,
  record: OrderRecord,
  _step: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  const { marketplaceOrderId } = record
  if (isAuthorizedLate(record) && !work.partner.capabilities.reserves) {
    // What an earlier attempt made the partner allocate must not be missed as stock.
    if (await wentOn(work, record, budget)) return handedOver(work)
    // Reserved again what the expired order had given up (AC-58).
    const short = await reserveLive(work, record, distinctSkus(record.lines), HELD_MS, budget)
    if (short) return canceled(work, `its reservation was over, and ${short} was sold meanwhile`)
  }
  try {
    await work.partner.authorizeOrder(marketplaceOrderId, budget)
  } catch (error) {
    if (!(error instanceof PartnerRefused)) throw error
    if (await wentOn(work, record, budget)) return handedOver(work)
    return canceled(work, error.message)
  }
  return handedOver(work)
}

const WENT_ON: readonly PartnerOrderState[] = ['authorized', 'partiallyShipped', 'shipped', 'delivered']

/** It happened before. */
async function wentOn({ partner }: SellerWork, { marketplaceOrderId }: OrderRecord, budget: CallBudget) {
  const standing = await partner.findOrder(marketplaceOrderId, budget)
  return standing !== undefined && WENT_ON.includes(standing.state)
}

/** Long enough for the partner to be told, however slow it is; the row goes as soon as it was. */
const HELD_MS = 24 * 3_600_000

/** An error to the marketplace would leave the order stuck: it was taken, and is canceled by us (PROTOCOL U-05). */
function canceled({ clock }: SellerWork, reason: string): StepOutcome {
  const now = clock.now()
  return { kind: 'done', change: (record) => authorizationRefused(record, reason, randomUUID(), now) }
}

/** The partner's own allocation holds the stock from now on. */
function handedOver({ clock }: SellerWork): StepOutcome {
  const at = new Date(clock.now()).toISOString()
  return { kind: 'done', change: (record) => ({ ...record, owed: owe(record.owed, at, 'releaseReservation') }) }
}
