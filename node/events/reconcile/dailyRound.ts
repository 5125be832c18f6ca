import type { SellerWork } from '../../clients/sellerWork'
import type { Round } from '../../clients/storage/roundStore'
import { newReport } from '../../domain/orders/reconciliation/reconciliation'
import { roundOfLost } from './roundOfLost'
import { roundOfMarketplace } from './roundOfMarketplace'
import { roundOfRecords } from './roundOfRecords'

const DAY_MS = 24 * 3_600_000

/**
 * Once a day, and when an operator asks: every record is looked at, what sweeps rest on is made again, and OMS, our
 * records and the partner are compared (DESIGN D8, D15). Bounded by time; the next sweep goes on where this one stopped.
 * @param until ms since the epoch
 */
export async function dailyRound(work: SellerWork, until: number): Promise<void> {
  let round = await begun(work)
  while (round.phase !== 'idle' && work.clock.now() < until) {
    const before = round
    const next = await step(work, round, until)
    if (next === before) return
    round = await work.rounds.update(() => (next.phase === 'idle' ? finished(work, next) : next))
  }
}

/** The round under way, or a new one when it is time; the first one a day after the seller was first seen. */
async function begun(work: SellerWork): Promise<Round> {
  const current = await work.rounds.read()
  if (current && (current.phase !== 'idle' || !isTime(work, current))) return current
  return work.rounds.update((round) => {
    if (round.phase !== 'idle' || !isTime(work, round)) return undefined
    const { forced: _forced, ...kept } = round
    const now = work.clock.now()
    return { ...kept, phase: 'records', startedAt: new Date(now).toISOString(), report: newReport(now) }
  })
}

const isTime = ({ clock }: SellerWork, { forced, startedAt }: Round) =>
  forced === true || clock.now() - Date.parse(startedAt) >= DAY_MS

function step(work: SellerWork, round: Round, until: number): Promise<Round> {
  if (round.phase === 'records') return roundOfRecords(work, round, until)
  if (round.phase === 'marketplace') return roundOfMarketplace(work, round)
  return roundOfLost(work, round, until)
}

function finished({ clock }: SellerWork, { report, ...round }: Round): Round {
  if (!report) return round
  return { ...round, last: { ...report, finishedAt: new Date(clock.now()).toISOString() } }
}
