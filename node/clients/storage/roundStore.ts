import type { Clock } from '../../domain/clock'
import type { SellerId } from '../../domain/ids'
import type { ReconciliationReport } from '../../domain/orders/reconciliation/reconciliation'
import { recordKey } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'rounds'

/** How far the daily look at everything has come. Written by the one sweep at work, and by an operator who asks for one. */
export interface Round {
  readonly schemaVersion: 1
  /** `records`: through our own; `marketplace`: through OMS's list; `lost`: what that showed and nobody has here. */
  readonly phase: 'idle' | 'records' | 'marketplace' | 'lost'
  /** When the latest one began; before the first one: when the seller was first seen. */
  readonly startedAt: string
  /** Asked for by an operator, whatever the time. */
  readonly forced?: true
  /** Of the listing of records: the page being worked on, and how many of it are done. */
  readonly page?: string
  readonly done?: number
  /** Of OMS's list: the day being worked on (`YYYY-MM-DD`), and its page. */
  readonly day?: string
  readonly dayPage?: number
  /** Orders of that list without record, and when they may be looked for again. */
  readonly lost?: readonly string[]
  readonly lostAt?: string
  readonly report?: ReconciliationReport
  /** Of the latest finished round. */
  readonly last?: ReconciliationReport
}

export class RoundStore {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
    private readonly clock: Clock,
  ) {}

  async read(): Promise<Round | undefined> {
    return (await this.records.read<Round>(BUCKET, this.path()))?.value
  }

  async update(change: (round: Round) => Round | undefined): Promise<Round> {
    const first: Round = {
      schemaVersion: 1,
      phase: 'idle',
      startedAt: new Date(this.clock.now()).toISOString(),
    }
    await this.records.ensure(BUCKET, this.path(), first)
    return this.records.update<Round>(BUCKET, this.path(), change)
  }

  private path() {
    return recordKey(this.seller)
  }
}
