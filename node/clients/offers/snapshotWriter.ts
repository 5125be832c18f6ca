import type { SnapshotNews } from '../../domain/offers/snapshotShard'
import type { SnapshotStore } from '../storage/snapshotStore'
import { tenantKey, type Tenant } from '../tenantCache'

/** What the partner said in one moment is written together. */
const GATHER_MS = 100
/** The same for what the marketplace was shown: nobody's answer depends on it. */
const GATHER_SHOWN_MS = 1_000
/** Per process: beyond it news are dropped, which costs a look at the partner later. */
const MOST_WAITING = 10_000

interface Waiting {
  readonly store: SnapshotStore
  readonly onOutdated: (keys: readonly string[]) => Promise<void>
  readonly news: SnapshotNews[]
}

/**
 * The only writes nobody waits for: an answer must not take longer because it is remembered (DESIGN D6). Bounded;
 * failures are swallowed, since losing a snapshot loses nothing else.
 */
class SnapshotWriter {
  private readonly waiting = new Map<string, Waiting>()
  private count = 0
  private timer: NodeJS.Timeout | undefined
  private patience = Infinity
  private writing: Promise<void> = Promise.resolve()

  /** @param onOutdated told the keys of which the marketplace was shown something else than what is true now */
  write(
    tenant: Tenant,
    seller: string,
    store: SnapshotStore,
    news: readonly SnapshotNews[],
    onOutdated: Waiting['onOutdated'],
  ): void {
    if (news.length === 0 || this.count + news.length > MOST_WAITING) return
    const key = tenantKey(tenant, seller)
    const waiting = this.waiting.get(key)?.news ?? []
    waiting.push(...news)
    // The clients of the newest request are used: those of an old one may have lost their credential.
    this.waiting.set(key, { store, onOutdated, news: waiting })
    this.count += news.length
    this.flushWithin(news.every(isOnlyShown) ? GATHER_SHOWN_MS : GATHER_MS)
  }

  private flushWithin(ms: number): void {
    if (ms >= this.patience) return
    this.patience = ms
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), ms).unref()
  }

  /** Writes what waits, and ends when everything begun before is written. */
  flush(): Promise<void> {
    clearTimeout(this.timer)
    this.patience = Infinity
    this.writing = this.writing.then(() => this.writeWaiting())
    return this.writing
  }

  /** What comes meanwhile waits, and is counted: a record store that is slower than the sales must not fill the memory. */
  private async writeWaiting(): Promise<void> {
    const due = [...this.waiting.values()]
    this.waiting.clear()
    this.count = 0
    for (const { store, news, onOutdated } of due) {
      try {
        const outdated = await store.storeNews(news)
        if (outdated.length > 0) await onOutdated(outdated)
      } catch {
        // The next answer writes again.
      }
    }
  }
}

const isOnlyShown = ({ sold, told, toldAt }: SnapshotNews): boolean => !sold && !told && toldAt === undefined

/** One per process. */
export const snapshotWriter = new SnapshotWriter()
