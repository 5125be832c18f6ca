import type { IOContext } from '@vtex/api'
import { randomUUID } from 'crypto'

import type { Clients } from '../../clients'
import type { SellerWork } from '../../clients/sellerWork'
import { bothEnd } from '../../clients/bothEnd'
import { SnapshotStore } from '../../clients/storage/snapshotStore'
import type { WaitingHint } from '../../domain/webhooks/hintShard'
import { announceHints } from '../ownEvents'
import { followOrders, readSkus, tellSkus, type BatchOutcome, type HintJob } from './hintBatches'

/** Waits that many milliseconds of the machine's time. */
export type Pause = (ms: number) => Promise<void>

/** So many are told before more are read. */
const TOLD_AT_ONCE = 400
/**
 * Read and not told yet. What was read is told soon afterwards, while its snapshot is fresh: no more is read ahead. No
 * fewer than are told in the time a snapshot takes to settle (4 s at 200 a second) and while those before are told, and as
 * many again for faster limits: else telling waits for reading.
 */
const MOST_READ_AHEAD = 2_000
/** Fewer that came meanwhile are read when the next is told: one at a time each would cost a call to the partner. */
const WORTH_A_CALL = 20

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
type Outcome = BatchOutcome | 'notReady'

const isUnread = ({ readOnce }: HintJob, { id, kind, readyAt }: WaitingHint) =>
  kind === 'sku' && readyAt === undefined && !readOnce.has(id)

/** @param waiting what came since is seen with the next look */
async function followAll(job: HintJob, waiting: readonly WaitingHint[]): Promise<Outcome> {
  const ofSkus = waiting.filter(({ kind }) => kind === 'sku')
  const orders = waiting.filter(({ kind }) => kind === 'order')
  const outcomes = [await followOrders(ofSkus.length > 0 ? forOrders(job) : job, orders)]
  // Neighbours lie in the same documents: together they cost few reads and writes.
  const unread = byGroup(ofSkus.filter((hint) => isUnread(job, hint)))
  const read = ofSkus.flatMap((hint) => (hint.readyAt ? [{ hint, readyAt: Date.parse(hint.readyAt) }] : []))
  const ready = read.filter(({ readyAt }) => readyAt <= job.work.clock.now()).sort((a, b) => a.readyAt - b.readyAt)
  const toTell = byGroup(ready.slice(0, TOLD_AT_ONCE).map(({ hint }) => hint))
  const toRead = unread.slice(0, roomToRead(read.length))

  // The partner is read while the marketplace takes its calls.
  outcomes.push(...(await bothEnd(tellSkus(job, toTell), readSkus(job, toRead))))
  if (outcomes.includes('failed')) return 'failed'
  if (outcomes.includes('outOfTime')) return 'outOfTime'
  return unread.length > 0 || read.length > toTell.length ? 'notReady' : 'done'
}

/** Orders come first; what is left of them goes on with the next run, so that SKUs need not wait until all are done. */
const forOrders = (job: HintJob): HintJob => {
  const now = job.work.clock.now()
  return { ...job, until: now + (job.until - now) / 2 }
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
