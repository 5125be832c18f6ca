import { announceSweep } from '../../events/ownEvents'
import type { ConnectorContext } from '../../typings/context'

/** The latest report on whether OMS, our records and the partner agree, and how far the next one has come. Read only. */
export async function reconciliation(ctx: ConnectorContext) {
  const { work } = ctx.state
  const round = await work.rounds.read()
  ctx.status = 200
  ctx.body = {
    sellerId: work.seller.sellerId,
    state: round && round.phase !== 'idle' ? 'running' : round?.forced ? 'waiting' : 'idle',
    ...(round?.report && round.phase !== 'idle' ? { running: { phase: round.phase, ...round.report } } : {}),
    ...(round?.last ? { last: round.last } : {}),
  }
}

/** Asks for a round now; the sweeper does it. One that is under way goes on. */
export async function startReconciliation(ctx: ConnectorContext) {
  const { work } = ctx.state
  const round = await work.rounds.update((current) =>
    current.phase === 'idle' && !current.forced ? { ...current, forced: true } : undefined,
  )
  await announceSweep(ctx)
  ctx.status = 202
  ctx.body = { sellerId: work.seller.sellerId, state: round.phase === 'idle' ? 'waiting' : 'running' }
}
