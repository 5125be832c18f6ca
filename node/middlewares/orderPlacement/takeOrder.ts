import type { EarlyMarker } from '../../clients/storage/orderStore'
import { StepRefused, TryAgainLater } from '../../domain/errors'
import { isSameOrder } from '../../domain/orders/placement/isSameOrder'
import { placementStanding, RESOLVE_AFTER_MS } from '../../domain/orders/placement/newOrderRecord'
import type { Quote } from '../../domain/offers/quote'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { liveQuote } from './liveQuote'
import type { PlacementJob } from './placementJob'

/** The right to place an order, or the order somebody placed already. */
export type Taken =
  | { readonly kind: 'placed'; readonly record: OrderRecord }
  /** There is no record of it. Its marker is being written. */
  | { readonly kind: 'new'; readonly quote: Promise<Quote>; readonly marker: Promise<EarlyMarker | undefined> }
  /** A record of a failed or abandoned placement exists and is to be continued. */
  | { readonly kind: 'resumed'; readonly quote: Promise<Quote>; readonly record: OrderRecord }

/** An order that is ours to place. */
export type ToPlace = Exclude<Taken, { readonly kind: 'placed' }>
export type NewOrder = Extract<Taken, { readonly kind: 'new' }>

const LOOK_AGAIN_MS = 40

/**
 * Settles who places an order (DESIGN D7): a repeat gets the order that exists, the first caller gets the right to
 * place it, a parallel caller waits for the first one inside its own deadline.
 * @throws StepRefused FMT0071 other content under the same id, FMT0060 canceled before; TryAgainLater when the other
 * caller is still at it at the deadline, or left an order at the partner whose record cannot be seen
 */
export async function takeOrder(job: PlacementJob): Promise<Taken> {
  // Asked at once: it changes nothing at the partner, and almost always the order is new.
  const early = askEarly(job)
  // Who had to wait for another caller asks again: stock may have gone meanwhile.
  for (let quote = () => early; ; quote = () => askEarly(job)) {
    const taken = await tryToTake(job, quote)
    if (taken) return taken
    if (job.work.clock.now() + LOOK_AGAIN_MS >= job.deadlineAt) {
      throw new TryAgainLater('The same order is being placed by another call', 2)
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}

async function tryToTake(job: PlacementJob, quote: () => Promise<Quote>): Promise<Taken | undefined> {
  const { work, order } = job
  const early = work.claims.readEarly(order.marketplaceOrderId)
  const record = await work.orders.read(order.marketplaceOrderId)
  if (record) return judge(record, job, quote)

  const outcome = await work.claims.claim(order.marketplaceOrderId, job, early)
  switch (outcome.kind) {
    case 'mine':
      if (outcome.takenOver) await requireUnplaced(job)
      return { kind: 'new', quote: quote(), marker: markEarly(job) }
    case 'otherContent':
      throw otherContent(job)
    case 'canceled':
      throw new StepRefused('FMT0060', `Order ${order.marketplaceOrderId} was canceled before it was placed`)
    default:
      // Busy, or recorded by somebody while the record cannot be seen yet: look again.
      return undefined
  }
}

function judge(record: OrderRecord, job: PlacementJob, quote: () => Promise<Quote>): Taken | undefined {
  const standing = placementStanding(record, job.work.clock.now())
  if (standing === 'failed') return { kind: 'resumed', quote: quote(), record }
  // A record that was made again from OMS has no hash.
  if (record.contentHash !== '' && record.contentHash !== job.contentHash) throw otherContent(job)
  if (standing === 'busy') return undefined
  if (standing === 'abandoned') return { kind: 'resumed', quote: quote(), record }
  if (record.state === 'canceled' || record.state === 'expired') {
    throw new StepRefused('FMT0060', `Order ${record.marketplaceOrderId} is ${record.state} and is not created again`)
  }
  return { kind: 'placed', record }
}

/**
 * Who claimed it before us may have written its record, and lived just long enough to ask the partner, not to note that
 * there is a record: then a 404 proves nothing (DESIGN D7).
 */
async function requireUnplaced({ work, order, deadlineAt }: PlacementJob): Promise<void> {
  const atPartner = await work.partner.findOrder(order.marketplaceOrderId, { deadlineAt })
  if (atPartner && atPartner.state !== 'canceled' && isSameOrder(order, atPartner)) {
    throw new TryAgainLater('The partner has the order, and its record cannot be read', 2)
  }
}

/** While the partner quotes, so that the record need not wait for it. Without it the record is marked when it is written. */
function markEarly({ work, order, claimId }: PlacementJob): Promise<EarlyMarker | undefined> {
  return work.orders.markEarly(order.marketplaceOrderId, work.clock.now() + RESOLVE_AFTER_MS, claimId).catch(nothing)
}

/** Whoever needs the quote sees its failure. */
function askEarly(job: PlacementJob): Promise<Quote> {
  const quote = liveQuote(job)
  quote.catch(nothing)
  return quote
}

const nothing = () => undefined

const otherContent = ({ order }: PlacementJob) =>
  new StepRefused('FMT0071', `Order ${order.marketplaceOrderId} was placed before with other content`)
