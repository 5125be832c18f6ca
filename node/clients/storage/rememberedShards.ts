import type { Freshness } from '../../domain/offers/freshness'
import { weightOfOffers } from '../../domain/offers/offerWeight'
import type { SnapshotShard } from '../../domain/offers/snapshotShard'
import { TenantCache } from '../tenantCache'
import { fnv1a } from './fnv1a'
import type { Stored } from './vbaseFiles'

/** What this replica knows of a group of snapshots. */
interface RememberedShard {
  readonly shard: SnapshotShard
  /** What VBase held then, if it held it: it is there still, whatever VBase says. `shard` may have news beyond it. */
  readonly stored?: SnapshotShard
  /** Of `stored`, while nobody here wrote since. */
  readonly version?: string
  /** Ms since the epoch: when VBase was asked for it in vain. */
  readonly soughtAt?: number
  /** Ms since the epoch: when VBase was asked. */
  readonly readAt: number
  /** Ms since the epoch: when it is looked at again. */
  readonly againAt: number
}

/** About 300 bytes a row: some 25 MB at the most, whoever the tenants are. */
const MOST_ROWS = 80_000
/** One per process. */
export const rememberedShards = new TenantCache<RememberedShard>(
  MOST_ROWS,
  ({ shard }) => 1 + weightOfOffers(Object.values(shard.rows)),
)

/**
 * A look is repeated in the background after a part of its time, so that nobody waits for it; not after the same part
 * for every group: those read together would be read together ever after.
 */
const LOOK_AGAIN_AFTER = { least: 0.4, most: 0.9 }

/** @param name of the group that is read now */
export function readNow(
  name: string,
  now: number,
  { memoryForMs }: Freshness,
): Pick<RememberedShard, 'readAt' | 'againAt'> {
  const { least, most } = LOOK_AGAIN_AFTER
  const part = least + (most - least) * (fnv1a(`${name} ${now}`) / 2 ** 32)
  return { readAt: now, againAt: now + part * memoryForMs }
}

/** As long as a partner takes to say what is written then. */
const JUST_READ_MS = 2_000

/** What was read a moment ago and may be written on: if somebody else wrote since, the write is refused. */
export function justRead(
  known: RememberedShard | undefined,
  now: number,
): (Stored<SnapshotShard> & { readonly readAt: number }) | undefined {
  if (!known) return undefined
  const { readAt, stored, version } = known
  if (!stored || version === undefined || now - readAt > JUST_READ_MS) return undefined
  return { value: stored, version, readAt }
}

/** Whether VBase was asked for it in vain a moment ago. */
export const justSought = (known: RememberedShard | undefined, now: number): boolean =>
  known !== undefined && !known.stored && now - (known.soughtAt ?? -Infinity) <= JUST_READ_MS
