import { StepRefused, TryAgainLater } from '../../domain/errors'
import { placementStanding } from '../../domain/orders/placement/newOrderRecord'
import type { Quote } from '../../domain/offers/quote'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { liveQuote } from './liveQuote'
import type { PlacementJob } from './placementJob'

/** The right to place an order, or the order somebody placed already. */
export type Taken =
  | { readonly kind: 'placed'; readonly record: OrderRecord }
  /**
   * There is no record of it; whoever claimed it before us never reached the partner, who gets the order after the
   * record. Its price and stock are asked for already.
   */
  | { readonly kind: 'new'; readonly quote: Promise<Quote> }
  /** A record of a failed or abandoned placement exists and is to be continued. */
  | { readonly kind: 'resumed'; readonly record: OrderRecord }

/** An order that is ours to place. */
export type ToPlace = Exclude<Taken, { readonly kind: 'placed' }>

const LOOK_AGAIN_MS = 40

/**
 * Settles who places an order (DESIGN D7): a repeat gets the order that exists, the first caller gets the right to
 * place it, a parallel caller waits for the first one inside its own deadline.
 * @throws StepRefused FMT0071 other content under the same id, FMT0060 canceled before; TryAgainLater when the other
 * caller is still at it at the deadline
 */
export async function takeOrder(job: PlacementJob): Promise<Taken> {
  for (;;) {
    const taken = await tryToTake(job)
    if (taken) return taken
    if (job.work.clock.now() + LOOK_AGAIN_MS >= job.deadlineAt) {
      throw new TryAgainLater('The same order is being placed by another call', 2)
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}

async function tryToTake(job: PlacementJob): Promise<Taken | undefined> {
  const { work, order } = job
  const early = work.claims.readEarly(order.marketplaceOrderId)
  const record = await work.orders.read(order.marketplaceOrderId)
  if (record) return judge(record, job)

  // Asked while the claim is written: it changes nothing at the partner, and almost always the order is ours.
  let quote: Promise<Quote> | undefined
  const ask = () => {
    quote ??= liveQuote(job)
    quote.catch(nothing)
  }
  const outcome = await work.claims.claim(order.marketplaceOrderId, job, early, ask)
  switch (outcome.kind) {
    case 'mine':
      return { kind: 'new', quote: quote ?? liveQuote(job) }
    case 'otherContent':
      throw otherContent(job)
    case 'canceled':
      throw new StepRefused('FMT0060', `Order ${order.marketplaceOrderId} was canceled before it was placed`)
    default:
      // Busy, or recorded by somebody while the record cannot be seen yet: look again.
      return undefined
  }
}

function judge(record: OrderRecord, job: PlacementJob): Taken | undefined {
  const standing = placementStanding(record, job.work.clock.now())
  if (standing === 'failed') return { kind: 'resumed', record }
  // A record that was made again from OMS has no hash.
  if (record.contentHash !== '' && record.contentHash !== job.contentHash) throw otherContent(job)
  if (standing === 'busy') return undefined
  if (standing === 'abandoned') return { kind: 'resumed', record }
  if (record.state === 'canceled' || record.state === 'expired') {
    throw new StepRefused('FMT0060', `Order ${record.marketplaceOrderId} is ${record.state} and is not created again`)
  }
  return { kind: 'placed', record }
}

/** Whoever needs the quote sees its failure. */
const nothing = () => undefined

const otherContent = ({ order }: PlacementJob) =>
  new StepRefused('FMT0071', `Order ${order.marketplaceOrderId} was placed before with other content`)
