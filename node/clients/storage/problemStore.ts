import type { Clock } from '../../domain/clock'
import { ConnectorError } from '../../domain/errors'
import type { SellerId } from '../../domain/ids'
import type { Problem } from '../../domain/problems/problem'
import { cleared, NO_PROBLEMS, problemKey, raised, type ProblemList } from '../../domain/problems/problemList'
import { recordKey } from './recordKey'
import type { RecordStore } from './recordStore'
import { TenantCache, type Tenant } from '../tenantCache'

const BUCKET = 'problems'

/** What a process believes a list holds: so that a healthy call does not read the store to find nothing to clear. */
interface KnownList {
  readonly keys: ReadonlySet<string>
  readonly readAt: number
}

const BELIEVED_MS = 30_000
const remembered = new TenantCache<KnownList>(5_000)

/**
 * What a person has to look at, per seller (DESIGN D15). Raising and clearing are side works of something more
 * important: they never throw, and a list that cannot be written now is written when the problem is met again.
 */
export class ProblemStore {
  constructor(
    private readonly records: RecordStore,
    private readonly tenant: Tenant,
    private readonly seller: SellerId,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens a problem, or counts it when it is open. The same code and subject is one problem.
   * `message` says what happened, `fix` what to do; both are shown to operators, so no personal data and no secrets.
   */
  async raise(problem: Problem): Promise<void> {
    await this.change((list) => raised(list, problem, this.clock.now())).catch(harmless)
  }

  /** The trouble is over. Costs nothing when no such problem is known to be open. */
  async clear(code: string, subject: string): Promise<void> {
    await this.clearKeys(async () => new Set([problemKey({ code, subject })])).catch(harmless)
  }

  /** Clears all problems of a code whose subject is not among these: for who looked at everything. */
  async clearExcept(code: string, subjects: readonly string[]): Promise<void> {
    const kept = new Set(subjects.map((subject) => problemKey({ code, subject })))
    await this.clearKeys(
      async (known) => new Set([...known].filter((key) => key.startsWith(`${code}\n`) && !kept.has(key))),
    ).catch(harmless)
  }

  /** @throws StorageUnavailable */
  async list(): Promise<ProblemList> {
    const list = (await this.records.read<ProblemList>(BUCKET, this.path()))?.value ?? NO_PROBLEMS
    this.remember(list)
    return list
  }

  /** Changes the list with compare-and-set. @throws StorageUnavailable */
  async change(change: (list: ProblemList) => ProblemList | undefined): Promise<ProblemList> {
    // Sellers of an older release have no list yet; should one be lost, what is still wrong is raised again.
    await this.records.ensure(BUCKET, this.path(), NO_PROBLEMS)
    const list = await this.records.update<ProblemList>(BUCKET, this.path(), change)
    this.remember(list)
    return list
  }

  private async clearKeys(choose: (known: ReadonlySet<string>) => Promise<ReadonlySet<string>>): Promise<void> {
    const known = remembered.get(this.tenant, this.seller)
    const isFresh = known !== undefined && this.clock.now() - known.readAt < BELIEVED_MS
    const open = isFresh ? known.keys : new Set((await this.list()).open.map(problemKey))
    const chosen = [...(await choose(open))].filter((key) => open.has(key))
    if (chosen.length > 0) await this.change((list) => cleared(list, new Set(chosen), this.clock.now()))
  }

  private remember({ open }: ProblemList) {
    remembered.set(this.tenant, this.seller, { keys: new Set(open.map(problemKey)), readAt: this.clock.now() })
  }

  private path() {
    return recordKey(this.seller)
  }
}

function harmless(error: unknown): void {
  if (!(error instanceof ConnectorError)) throw error
}
