import type { SellerWork } from '../../clients/sellerWork'
import { ConnectorError, NotOurTurn, PartnerAnswerInvalid, StorageUnavailable } from '../../domain/errors'
import { settledAfterMs } from '../../domain/offers/freshness'
import type { WaitingHint } from '../../domain/webhooks/hintShard'
import { readOffers } from './readOffers'
import { refreshOrders } from './refreshOrders'
import { tellOffers } from './tellOffers'

/** Read from the partner, or told to the marketplace, before the next look at what is due. */
const ORDERS_AT_ONCE = 50
const SKUS_AT_ONCE = 200
/** A partner that could not answer about something for a day is not asked for ever: sync and sweep see it without hint. */
const GIVEN_UP_MS = 24 * 3_600_000

/** One run of a seller's hints. */
export interface HintJob {
  readonly work: SellerWork
  /** Under which hints are taken. */
  readonly run: string
  /** Ms since the epoch by which no new batch is begun. */
  readonly until: number
  /** SKUs read in this run: one that is named again and again must not keep it busy. */
  readonly readOnce: Set<string>
}

/** `outOfTime`: what is left was not begun, or not finished. */
export type BatchOutcome = 'done' | 'outOfTime' | 'failed'

/**
 * Follows hints of one kind, batch by batch: each is taken before, and settled when nothing is left to do about it.
 * @throws StorageUnavailable
 */
type FollowKind = (job: HintJob, waiting: readonly WaitingHint[]) => Promise<BatchOutcome>

/** Looks at orders again at the partner. */
export const followOrders: FollowKind = (job, waiting) =>
  inBatches(job, waiting, ORDERS_AT_ONCE, (batch) => settled(job, batch, refreshOrders))

/** Reads SKUs again at the partner; of those with news the marketplace is told later. */
export const readSkus: FollowKind = (job, waiting) =>
  inBatches(job, waiting, SKUS_AT_ONCE, (batch) => readBatch(job, batch))

/** Tells the marketplace of SKUs that were read. */
export const tellSkus: FollowKind = (job, waiting) =>
  inBatches(job, waiting, SKUS_AT_ONCE, (batch) => settled(job, batch, tellOffers))

/** @returns false when time ran out before all of it was done */
type FollowBatch = (batch: readonly WaitingHint[]) => Promise<boolean>

async function inBatches(
  job: HintJob,
  waiting: readonly WaitingHint[],
  size: number,
  follow: FollowBatch,
): Promise<BatchOutcome> {
  const { run, until, work } = job
  let outcome: BatchOutcome = 'done'
  for (let first = 0; first < waiting.length; first += size) {
    if (work.clock.now() >= until) return outcome === 'done' ? 'outOfTime' : outcome
    const batch = waiting.slice(first, first + size)
    try {
      await work.hints.take(batch, run)
      if (!(await follow(batch))) outcome = 'outOfTime'
    } catch (error) {
      if (!(error instanceof ConnectorError) || error instanceof StorageUnavailable) throw error
      // Nobody is in trouble: others call VTEX now.
      if (error instanceof NotOurTurn) return 'outOfTime'
      const old = batch.filter(({ at }) => Date.parse(at) < work.clock.now() - GIVEN_UP_MS)
      await work.hints.settle(old, run)
      outcome = 'failed'
      // A partner that answers nonsense about some may answer well about others; one that is down is left alone.
      if (!(error instanceof PartnerAnswerInvalid)) return outcome
    } finally {
      await work.activity.append(work.log.drain())
    }
  }
  return outcome
}

async function readBatch(job: HintJob, batch: readonly WaitingHint[]): Promise<boolean> {
  const { readOnce, run, until, work } = job
  const ids = batch.map(({ id }) => id)
  for (const id of ids) readOnce.add(id)
  const news = new Set(await readOffers(work, ids, until))
  const readyAt = work.clock.now() + settledAfterMs(work.seller.freshness)
  await work.hints.read(
    batch.filter(({ id }) => news.has(id)),
    run,
    readyAt,
  )
  await work.hints.settle(
    batch.filter(({ id }) => !news.has(id)),
    run,
  )
  return true
}

async function settled(
  { run, until, work }: HintJob,
  batch: readonly WaitingHint[],
  follow: (work: SellerWork, ids: readonly string[], until: number) => Promise<readonly string[]>,
): Promise<boolean> {
  const ids = batch.map(({ id }) => id)
  const done = new Set(await follow(work, ids, until))
  const settle = batch.filter(({ id }) => done.has(id))
  await work.hints.settle(settle, run)
  return settle.length === batch.length
}
