import type { Clock } from '../../domain/clock'
import type { SellerId } from '../../domain/ids'
import { recordKey } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'setup'
/** The platform cuts a call at 30 s. */
const LEASE_MS = 30_000

interface LeaseDocument {
  readonly schemaVersion: 1
  readonly holder?: string
  /** ISO 8601. */
  readonly until?: string
}

/** One set-up of a seller at a time: two at once would make two keys, of which the marketplace gets one. */
export class SetupLease {
  private readonly path: string

  constructor(
    private readonly records: RecordStore,
    seller: SellerId,
    private readonly clock: Clock,
  ) {
    this.path = recordKey(seller)
  }

  /** @returns whether the set-up is ours for half a minute */
  async begin(holder: string): Promise<boolean> {
    if (!(await this.read()) && !(await this.records.list(BUCKET, this.path)).includes(this.path)) {
      await this.records.put<LeaseDocument>(BUCKET, this.path, { schemaVersion: 1 })
    }
    await this.records.update<LeaseDocument>(BUCKET, this.path, (current) => {
      const now = this.clock.now()
      const isTaken = current.until !== undefined && Date.parse(current.until) > now
      return isTaken ? undefined : { schemaVersion: 1, holder, until: new Date(now + LEASE_MS).toISOString() }
    })
    // The document has no first version: who created it a moment later took the lease away with it.
    return (await this.read())?.value.holder === holder
  }

  async end(holder: string): Promise<void> {
    await this.records.update<LeaseDocument>(BUCKET, this.path, (current) =>
      current.holder === holder ? { schemaVersion: 1 } : undefined,
    )
  }

  private read() {
    return this.records.read<LeaseDocument>(BUCKET, this.path)
  }
}
