import type { IOContext } from '@vtex/api'
import { randomUUID } from 'crypto'

import type { Clients } from '../../clients'
import type { SellerWork } from '../../clients/sellerWork'
import { HintStore } from '../../clients/storage/hintStore'
import { ConnectorError, PartnerAnswerInvalid, StorageUnavailable } from '../../domain/errors'
import { HINT_KINDS, type HintKind } from '../../domain/webhooks/hint'
import type { WaitingHint } from '../../domain/webhooks/hintShard'
import { announceHints } from './announceHints'
import { refreshOffers } from './refreshOffers'
import { refreshOrders } from './refreshOrders'

interface FollowUp {
  /** Read from the partner in one call. */
  readonly batch: number
  /** @returns the ids that need no further attention */
  readonly refresh: (work: SellerWork, ids: readonly string[], until: number) => Promise<readonly string[]>
}

const FOLLOW_UPS: Record<HintKind, FollowUp> = {
  order: { batch: 50, refresh: refreshOrders },
  sku: { batch: 200, refresh: refreshOffers },
}

/** A partner that could not answer about something for a day is not asked for ever: sync and sweep see it without hint. */
const GIVEN_UP_MS = 24 * 3_600_000

/**
 * Reads again at the partner what its webhooks named, and tells the marketplace what changed.
 *
 * One run at a time per seller. A hint is taken before the partner is read and removed after what follows is stored: a
 * crash or failure leaves it for the next run, and one that comes again in between stays.
 * @param until ms since the epoch by which no new batch is begun
 * @throws StorageUnavailable; failures of partner and marketplace are in the journal and tried again by the sweeper
 */
export async function followHints(
  ctx: { readonly clients: Clients; readonly vtex: IOContext },
  work: SellerWork,
  until: number,
): Promise<void> {
  // Without a secret no webhook can have come.
  if (!work.seller.webhookSecret) return
  const store = new HintStore(ctx.clients.records, work.seller.sellerId, work.clock)
  const waiting = await store.waiting()
  const run = randomUUID()
  if (waiting.length === 0 || !(await store.begin(run))) return

  const outcomes: Outcome[] = []
  let lookAgain = false
  try {
    for (const kind of HINT_KINDS) {
      const ofKind = waiting.filter((hint) => hint.kind === kind)
      outcomes.push(await followKind({ work, store, run, followUp: FOLLOW_UPS[kind], until }, ofKind))
    }
  } finally {
    lookAgain = await store.end(run)
  }
  // After a failure the sweeper goes on: events that send each other would hammer a partner that is down.
  if (outcomes.includes('failed')) return
  if (outcomes.includes('outOfTime') || lookAgain) await announceHints(ctx, work.seller.sellerId)
}

type Outcome = 'done' | 'outOfTime' | 'failed'

interface KindOfWork {
  readonly work: SellerWork
  readonly store: HintStore
  readonly run: string
  readonly followUp: FollowUp
  readonly until: number
}

async function followKind(job: KindOfWork, waiting: readonly WaitingHint[]): Promise<Outcome> {
  const { followUp, until, work } = job
  let outcome: Outcome = 'done'
  for (let first = 0; first < waiting.length; first += followUp.batch) {
    if (work.clock.now() >= until) return outcome === 'done' ? 'outOfTime' : outcome
    const batch = waiting.slice(first, first + followUp.batch)
    try {
      outcome = (await followBatch(job, batch)) ? outcome : 'outOfTime'
    } catch (error) {
      if (!(error instanceof ConnectorError) || error instanceof StorageUnavailable) throw error
      await job.store.settle(
        batch.filter(({ at }) => Date.parse(at) < work.clock.now() - GIVEN_UP_MS),
        job.run,
      )
      outcome = 'failed'
      // A partner that answers nonsense about some may answer well about others; one that is down is left alone.
      if (!(error instanceof PartnerAnswerInvalid)) return outcome
    }
  }
  return outcome
}

/** @returns false when time ran out before all of it was told */
async function followBatch(job: KindOfWork, batch: readonly WaitingHint[]): Promise<boolean> {
  const { followUp, run, store, until, work } = job
  await store.take(batch, run)
  try {
    const ids = batch.map(({ id }) => id)
    const done = new Set(await followUp.refresh(work, ids, until))
    const settled = batch.filter(({ id }) => done.has(id))
    await store.settle(settled, run)
    return settled.length === batch.length
  } finally {
    await work.activity.append(work.log.drain())
  }
}
