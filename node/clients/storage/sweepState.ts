import type { Clock } from '../../domain/clock'
import type { RecordStore } from './recordStore'

const BUCKET = 'platform'
const SWEEP = 'sweep'
const SCHEDULER = 'scheduler'

interface SweepDocument {
  readonly schemaVersion: 1
  readonly leaseUntil?: string
  readonly lastFinishedAt?: string
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
    if (!(await this.records.read(BUCKET, SWEEP))) await this.records.put(BUCKET, SWEEP, { schemaVersion: 1 })
  }

  /** @returns false when another sweep is at work, or no seller was ever registered */
  async begin(): Promise<boolean> {
    if (!(await this.records.read(BUCKET, SWEEP))) return false
    let ours = false
    await this.records.update<SweepDocument>(BUCKET, SWEEP, (current) => {
      const now = this.clock.now()
      ours = !current.leaseUntil || Date.parse(current.leaseUntil) <= now
      return ours ? { ...current, leaseUntil: new Date(now + LEASE_MS).toISOString() } : undefined
    })
    return ours
  }

  async finish(): Promise<void> {
    const lastFinishedAt = new Date(this.clock.now()).toISOString()
    await this.records.update<SweepDocument>(BUCKET, SWEEP, () => ({ schemaVersion: 1, lastFinishedAt }))
  }

  /** Milliseconds since the last finished sweep; undefined when there was none. */
  async sinceLast(): Promise<number | undefined> {
    const last = (await this.records.read<SweepDocument>(BUCKET, SWEEP))?.value.lastFinishedAt
    return last === undefined ? undefined : this.clock.now() - Date.parse(last)
  }

  async schedulerTokenHash(): Promise<string | undefined> {
    return (await this.records.read<SchedulerDocument>(BUCKET, SCHEDULER))?.value.tokenHash
  }

  async saveSchedulerTokenHash(tokenHash: string): Promise<void> {
    await this.records.put<SchedulerDocument>(BUCKET, SCHEDULER, { schemaVersion: 1, tokenHash })
  }
}
