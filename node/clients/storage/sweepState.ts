import type { Clock } from '../../domain/clock'
import { hourOf } from '../../domain/orders/dueMinute'
import type { RecordStore } from './recordStore'

const BUCKET = 'platform'
const SWEEP = 'sweep'
const SCHEDULER = 'scheduler'

interface SweepDocument extends SweepProgress {
  readonly schemaVersion: 1
  /** Who is at work. */
  readonly run?: string
  readonly leaseUntil?: string
  readonly lastFinishedAt?: string
}

/** What one sweep leaves to the next. */
export interface SweepProgress {
  /** Hours before this one (`YYYY-MM-DDTHH`) had no markers left; absent: nobody knows, all have to be listed. */
  readonly openFrom?: string
  /** When all markers were listed, whatever their hour. */
  readonly listedAllAt?: string
  /** The seller that was served last: the next sweep begins after it. */
  readonly lastSeller?: string
}

interface SchedulerDocument {
  readonly schemaVersion: 1
  /** SHA-256 of the bearer the scheduler sends. */
  readonly tokenHash: string
}

/** Longer than a sweep works (20 s). */
const LEASE_MS = 30_000

/** One sweep at a time per account and workspace, and who may start one. */
export class SweepState {
  constructor(
    private readonly records: RecordStore,
    private readonly clock: Clock,
  ) {}

  /** Created with the first seller of a workspace. */
  async ensure(): Promise<void> {
    if (await this.records.read(BUCKET, SWEEP)) return
    await this.records.put<SweepDocument>(BUCKET, SWEEP, { schemaVersion: 1, openFrom: hourOf(this.clock.now()) })
  }

  /**
   * @param run names this sweep
   * @returns what the last one left; undefined when another is at work, or no seller was ever registered
   */
  async begin(run: string): Promise<SweepProgress | undefined> {
    if (!(await this.records.read(BUCKET, SWEEP))) return undefined
    const current = await this.records.update<SweepDocument>(BUCKET, SWEEP, (stored) => {
      const now = this.clock.now()
      if (stored.leaseUntil && Date.parse(stored.leaseUntil) > now) return undefined
      return { ...stored, run, leaseUntil: new Date(now + LEASE_MS).toISOString() }
    })
    const { schemaVersion: _version, run: holder, leaseUntil: _until, lastFinishedAt: _at, ...progress } = current
    return holder === run ? progress : undefined
  }

  /** A sweep that outlived its lease leaves the document to who took over. */
  async finish(run: string, progress: SweepProgress): Promise<void> {
    const lastFinishedAt = new Date(this.clock.now()).toISOString()
    await this.records.update<SweepDocument>(BUCKET, SWEEP, ({ run: holder, leaseUntil: _over, ...stored }) =>
      holder === run ? { ...stored, ...progress, schemaVersion: 1, lastFinishedAt } : undefined,
    )
  }

  /** Milliseconds since the last sweep ended, 0 while one is at work; undefined when none ever was. */
  async sinceLast(): Promise<number | undefined> {
    const { lastFinishedAt, leaseUntil } = (await this.records.read<SweepDocument>(BUCKET, SWEEP))?.value ?? {}
    const now = this.clock.now()
    if (leaseUntil && Date.parse(leaseUntil) > now) return 0
    return lastFinishedAt === undefined ? undefined : now - Date.parse(lastFinishedAt)
  }

  async schedulerTokenHash(): Promise<string | undefined> {
    return (await this.records.read<SchedulerDocument>(BUCKET, SCHEDULER))?.value.tokenHash
  }

  async saveSchedulerTokenHash(tokenHash: string): Promise<void> {
    await this.records.put<SchedulerDocument>(BUCKET, SCHEDULER, { schemaVersion: 1, tokenHash })
  }
}
