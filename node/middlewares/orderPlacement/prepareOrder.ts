import type { EarlyMarker } from '../../clients/storage/orderStore'
import { StepRefused, TryAgainLater } from '../../domain/errors'
import { distinctSkus } from '../../domain/offers/distinctSkus'
import type { Quote } from '../../domain/offers/quote'
import { sellableBySku } from '../../domain/offers/simulate'
import { checkPlacement, type CheckedPlacement } from '../../domain/orders/placement/checkPlacement'
import { asChecked, intentRecord } from '../../domain/orders/placement/newOrderRecord'
import { hasOtherPrice } from '../../domain/orders/placement/priceDivergences'
import { reservationRows } from '../../domain/reservations/reservationRows'
import { giveUp } from './createAtPartner'
import type { PlacementJob, PreparedPlacement } from './placementJob'
import { carriedExtras } from './carriedExtras'
import type { NewOrder, ToPlace } from './takeOrder'

/**
 * Checks an order against the partner's live price, stock and SLAs, holds its stock and writes the intent, unless
 * there is one already. Whatever is refused here leaves nothing behind.
 * @param taken when it is `resumed`, the record exists and is ours (see `resumeOrder`)
 * @throws StepRefused with the code of PROTOCOL §6.2; TryAgainLater when too little time is left
 */
export async function prepareOrder(job: PlacementJob, taken: ToPlace): Promise<PreparedPlacement> {
  const { work, order } = job
  const resumed = taken.kind === 'resumed'
  let written = resumed
  try {
    const [quote, carried] = await Promise.all([taken.quote, carriedExtras(job)])
    const skus = order.lines.map(({ sku }) => sku)
    const honoured = hasOtherPrice(order, quote)
      ? await work.offers.honouredPrices(skus, order.salesChannel)
      : undefined
    const checked = checkPlacement(order, quote, {
      ...(honoured ? { honoured } : {}),
      priceTolerancePercent: work.seller.priceTolerancePercent,
      priceDivergence: work.seller.priceDivergence,
      carried,
      paused: !work.seller.active,
    })
    requireTime(job)
    await holdStock(job, quote)
    if (!resumed) {
      const marker = await taken.marker
      requireTime(job)
      written = true
      await writeIntent(job, checked, marker)
    }
    return { job, checked, recorded: resumed ? Promise.resolve(true) : noteRecorded(job) }
  } catch (error) {
    // The partner was not asked: what is held must not stay held. A crash here is made good by the sweeper.
    const end = resumed ? giveUp(job, 'refused before the partner was asked') : letGo(job, written, taken.marker)
    await end.catch(() => undefined)
    throw error
  }
}

/** Until the deadline the claim is ours; a process that was stopped for longer must not hold stock or write. */
function requireTime({ work, deadlineAt }: PlacementJob) {
  if (work.clock.now() >= deadlineAt) throw new TryAgainLater('Too little time is left to place the order', 2)
}

/** Stock is checked live, and against what is promised to others (DESIGN D16). */
async function holdStock({ work, order, claimId }: PlacementJob, quote: Quote) {
  const sellable = sellableBySku(quote.offers, work.seller.safetyStock)
  const wanted = distinctSkus(order.lines)
  const wish = { order: order.marketplaceOrderId, claimId, now: work.clock.now(), heldMs: order.lockMs }
  const short = work.partner.capabilities.reserves
    ? wanted.find(({ sku, quantity }) => quantity > (sellable.get(sku) ?? 0))?.sku
    : await work.reservations.reserve(reservationRows(wanted, wish), sellable)
  if (short) throw new StepRefused('FMT002', `Reservation not possible for ${short}`)
}

async function writeIntent(job: PlacementJob, checked: CheckedPlacement, marker: EarlyMarker | undefined) {
  const { work, order, claimId, contentHash, leaseMs } = job
  const { sellerId, currency } = work.seller
  const now = work.clock.now()
  const mine = { sellerId, currency, claimId, contentHash, now, leaseMs, markedFor: marker?.minute }
  await work.orders.create(asChecked(intentRecord(order, mine, work.log.drain()), checked))
}

/**
 * From then on a missing record is an outage. Noted while the partner is asked, and before anybody is told of the order:
 * as long as it is not, who takes the claim over asks the partner first (`takeOrder`).
 */
function noteRecorded({ work, order, claimId }: PlacementJob): Promise<boolean> {
  const recorded = work.claims.markRecorded(order.marketplaceOrderId, claimId)
  // Seen by who asks the partner, who may come to it later.
  recorded.catch(() => undefined)
  return recorded
}

/**
 * Gives back what this placement took; whoever took the order over holds units of its own for it.
 * @param written there may be a record, whatever the store answered: then the claim ends by itself. Without a claim the
 * next 404 would pass for the proof that there is none (DESIGN D7).
 */
async function letGo({ work, order, claimId }: PlacementJob, written: boolean, marking: NewOrder['marker']) {
  if (!work.partner.capabilities.reserves) {
    await work.reservations.release(
      order.marketplaceOrderId,
      order.lines.map(({ sku }) => sku),
      claimId,
    )
  }
  if (written) return
  await work.claims.drop(order.marketplaceOrderId, claimId)
  const marker = await marking
  if (marker) await work.orders.unmark(marker)
}
