import type { IOContext } from '@vtex/api'
import { randomUUID } from 'crypto'

import type { Clients } from '../../clients'
import type { SellerWork } from '../../clients/sellerWork'
import { SnapshotStore } from '../../clients/storage/snapshotStore'
import { ConnectorError, NotOurTurn, PartnerAnswerInvalid, StorageUnavailable } from '../../domain/errors'
import { settledAfterMs } from '../../domain/offers/freshness'
import type { WaitingHint } from '../../domain/webhooks/hintShard'
import { announceHints } from '../ownEvents'
import { readOffers } from './readOffers'
import { refreshOrders } from './refreshOrders'
import { tellOffers } from './tellOffers'

/** Waits that many milliseconds of the machine's time. */
export type Pause = (ms: number) => Promise<void>

/** Read from the partner, or told to the marketplace, before the next look at what is due. */
const ORDERS_AT_ONCE = 50
const SKUS_AT_ONCE = 200
/** So many are told before more are read. */
const TOLD_AT_ONCE = 400
/** Read and not told yet. What was read is told soon afterwards, while its snapshot is fresh: no more is read ahead. */
const MOST_READ_AHEAD = 1_000
/** Fewer that came meanwhile are read when the next is told: one at a time each would cost a call to the partner. */
const WORTH_A_CALL = 20
/** A partner that could not answer about something for a day is not asked for ever: sync and sweep see it without hint. */
const GIVEN_UP_MS = 24 * 3_600_000

/**
 * Reads again at the partner what its webhooks and our own looks named, and tells the marketplace what changed.
 *
 * One run at a time per seller. A hint is taken before the partner is read and removed after what follows is stored: a
 * crash or failure leaves it for the next run, and one that comes again in between stays. Between the look at an SKU
 * and the word to the marketplace lies the time in which every replica learns the outcome; a hint waits through it as a
 * stored row.
 * @param until ms since the epoch by which no new batch is begun
 * @param pause how to wait for that time; without it what is not ready yet is left to the next run
 * @returns `done` also when another run is at it
 * @throws StorageUnavailable; failures of partner and marketplace are in the journal and tried again by the sweeper
 */
export async function followHints(
  ctx: { readonly clients: Clients; readonly vtex: IOContext },
  work: SellerWork,
  until: number,
  pause?: Pause,
): Promise<Outcome> {
  const { hints } = work
  const run = randomUUID()
  let waiting: readonly WaitingHint[] | undefined = await hints.waiting()
  if (waiting.length === 0 || !(await hints.begin(run))) return 'done'
  const job: HintJob = { work, run, until, readOnce: new Set() }
  let outcome: Outcome = 'done'
  let lookAgain = false
  try {
    do {
      outcome = await followAll(job, waiting)
      waiting = outcome === 'notReady' ? await moreToDo(job, pause) : undefined
    } while (waiting)
  } finally {
    lookAgain = await hints.end(run)
  }
  // After a failure the sweeper goes on: events that send each other would hammer a partner that is down.
  if (outcome === 'outOfTime' || (outcome !== 'failed' && lookAgain)) await announceHints(ctx, work.seller.sellerId)
  return outcome
}

/** `notReady`: what is left was read, and may be told in a moment. */
export type Outcome = 'done' | 'notReady' | 'outOfTime' | 'failed'

interface HintJob {
  readonly work: SellerWork
  readonly run: string
  readonly until: number
  /** SKUs read in this run: one that is named again and again must not keep it busy. */
  readonly readOnce: Set<string>
}

const isUnread = ({ readOnce }: HintJob, { id, kind, readyAt }: WaitingHint) =>
  kind === 'sku' && readyAt === undefined && !readOnce.has(id)

/** @param waiting what came since is seen with the next look */
async function followAll(job: HintJob, waiting: readonly WaitingHint[]): Promise<Outcome> {
  const ofSkus = waiting.filter(({ kind }) => kind === 'sku')
  const orders = waiting.filter(({ kind }) => kind === 'order')
  // Neighbours lie in the same documents: together they cost few reads and writes.
  const unread = byGroup(ofSkus.filter((hint) => isUnread(job, hint)))
  const read = ofSkus.flatMap((hint) => (hint.readyAt ? [{ hint, readyAt: Date.parse(hint.readyAt) }] : []))
  const ready = read.filter(({ readyAt }) => readyAt <= job.work.clock.now()).sort((a, b) => a.readyAt - b.readyAt)
  const toTell = byGroup(ready.slice(0, TOLD_AT_ONCE).map(({ hint }) => hint))
  const toRead = unread.slice(0, roomToRead(read.length - toTell.length))

  const outcomes = [await inBatches(job, orders, ORDERS_AT_ONCE, followOrders)]
  outcomes.push(await inBatches(job, toTell, SKUS_AT_ONCE, tellBatch))
  outcomes.push(await inBatches(job, toRead, SKUS_AT_ONCE, readBatch))
  if (outcomes.includes('failed')) return 'failed'
  if (outcomes.includes('outOfTime')) return 'outOfTime'
  return unread.length > 0 || read.length > toTell.length ? 'notReady' : 'done'
}

const roomToRead = (untold: number) => Math.max(0, MOST_READ_AHEAD - untold)

/** @returns what waits, and can be done now; undefined when nothing more can be done in this run */
async function moreToDo(job: HintJob, pause: Pause | undefined): Promise<readonly WaitingHint[] | undefined> {
  const { until, work } = job
  const waiting = await work.hints.waiting()
  const ready = waiting.flatMap(({ readyAt }) => (readyAt ? [Date.parse(readyAt)] : []))
  const unread = Math.min(waiting.filter((hint) => isUnread(job, hint)).length, roomToRead(ready.length))
  if (ready.length === 0 || unread >= WORTH_A_CALL) return unread > 0 ? waiting : undefined
  const wait = Math.min(...ready) - work.clock.now()
  if (wait <= 0) return waiting
  if (!pause || work.clock.now() + wait >= until) return undefined
  await pause(wait)
  return waiting
}

const byGroup = (hints: readonly WaitingHint[]) =>
  hints
    .map((hint) => ({ hint, group: SnapshotStore.groupOf(hint.id) }))
    .sort((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0))
    .map(({ hint }) => hint)

/** @returns false when time ran out before all of it was done */
type FollowBatch = (job: HintJob, batch: readonly WaitingHint[]) => Promise<boolean>

async function inBatches(
  job: HintJob,
  waiting: readonly WaitingHint[],
  size: number,
  follow: FollowBatch,
): Promise<Outcome> {
  const { run, until, work } = job
  let outcome: Outcome = 'done'
  for (let first = 0; first < waiting.length; first += size) {
    if (work.clock.now() >= until) return outcome === 'done' ? 'outOfTime' : outcome
    const batch = waiting.slice(first, first + size)
    try {
      await work.hints.take(batch, run)
      if (!(await follow(job, batch))) outcome = 'outOfTime'
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

const tellBatch: FollowBatch = (job, batch) => settled(job, batch, tellOffers)
const followOrders: FollowBatch = (job, batch) => settled(job, batch, refreshOrders)

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
