import type { SellerSettings } from '../settings/sellerSettings'
import type { CatalogRun, RunKind } from './catalogRun'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Nobody was there for that long: what VTEX asked meanwhile it asked in vain (PROTOCOL §17.17). */
const DOWNTIME_MS = HOUR_MS

/** As many are asked about one by one in that time. */
const MANY_WAITING = 300
const BINDINGS_EVERY_MS = 10 * 60_000

type Schedule = Pick<SellerSettings, 'catalogDeltaMinutes' | 'catalogNightlyHour'>

/**
 * The run a seller's schedule asks for. Nothing before an operator started the first one: a catalogue is never sent by
 * itself.
 */
export function scheduledRun(run: CatalogRun, schedule: Schedule, now: number): RunKind | undefined {
  const { watch = {} } = run
  if (run.state === 'running' || (watch.fullAt === undefined && watch.deltaAt === undefined)) return undefined
  const lastFull = watch.fullAt === undefined ? 0 : Date.parse(watch.fullAt)
  if (schedule.catalogNightlyHour !== undefined && lastFull < lastHour(schedule.catalogNightlyHour, now)) return 'full'
  if (isWorthALook(run, now)) return 'bindings'
  if (schedule.catalogDeltaMinutes === 0 || watch.hasFeed) return undefined
  const lastDelta = Math.max(lastFull, watch.deltaAt === undefined ? 0 : Date.parse(watch.deltaAt))
  return now - lastDelta >= schedule.catalogDeltaMinutes * 60_000 ? 'delta' : undefined
}

/** Many wait for approval: one list of what is bound tells more than asking about them one by one. */
function isWorthALook({ states = {}, watch = {} }: CatalogRun, now: number): boolean {
  const waiting = (states.suggested ?? 0) + (states.approved ?? 0)
  const last = watch.bindingsAt === undefined ? 0 : Date.parse(watch.bindingsAt)
  return waiting >= MANY_WAITING && now - last >= BINDINGS_EVERY_MS
}

/** The last time it was this hour of the day, UTC. */
function lastHour(hour: number, now: number): number {
  const today = Math.floor(now / DAY_MS) * DAY_MS + hour * HOUR_MS
  return today <= now ? today : today - DAY_MS
}

/** @param aliveAt when somebody last wrote that he was there @param bornAt when this process began */
export const wasDown = (aliveAt: string | undefined, bornAt: number, now: number): boolean =>
  aliveAt !== undefined && bornAt > Date.parse(aliveAt) && now - Date.parse(aliveAt) >= DOWNTIME_MS
