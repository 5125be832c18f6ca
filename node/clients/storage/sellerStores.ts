import type { Clock } from '../../domain/clock'
import type { SellerId } from '../../domain/ids'
import { ActivityStore } from './activityStore'
import { CatalogStore } from './catalogStore'
import { ClaimStore } from './claimStore'
import { HintStore } from './hintStore'
import type { RecordStore } from './recordStore'
import { ReservationStore } from './reservationStore'
import { WebhookIdStore } from './webhookIdStore'

type Create = (records: RecordStore, seller: SellerId, clock: Clock) => Promise<void>

/**
 * Every document of a seller that must exist before it is used, because a 404 never proves that it does not (DESIGN
 * D7). A store added here is created for sellers of older releases too; a new layout is a new name.
 */
const STORES = {
  claims: (records, seller, clock) => new ClaimStore(records, seller, clock).createShards(),
  reservations: (records, seller, clock) => new ReservationStore(records, seller, clock).createShards(),
  // The first release kept the catalogue in another layout, under the name `catalog` (decision 0009).
  catalogLeaves: (records, seller) => new CatalogStore(records, seller).create(),
  activity: (records, seller) => new ActivityStore(records, seller).create(),
  hints: (records, seller, clock) => new HintStore(records, seller, clock).createShards(),
  webhookIds: (records, seller, clock) => new WebhookIdStore(records, seller, clock).createShards(),
} satisfies Record<string, Create>

type StoreName = keyof typeof STORES

export const SELLER_STORES = Object.keys(STORES) as readonly StoreName[]

/** What the first release created for every seller; its records do not say so. */
export const FIRST_STORES: readonly string[] = ['claims', 'reservations', 'catalog', 'activity', 'hints', 'webhookIds']

/** Stores a seller lacks. @param created as its record says */
export const missingStores = (created: readonly string[] = FIRST_STORES): StoreName[] =>
  SELLER_STORES.filter((name) => !created.includes(name))

/** Creates all of a seller nobody could use yet. */
export async function createStores(records: RecordStore, seller: SellerId, clock: Clock): Promise<void> {
  await Promise.all(SELLER_STORES.map((name) => STORES[name](records, seller, clock)))
}

/**
 * Completes a store of a seller that may be selling. What a read or a listing knows is left alone: a crash may have
 * stopped an earlier attempt after others began to use what it created.
 */
export const completeStore = (name: StoreName, records: RecordStore, seller: SellerId, clock: Clock): Promise<void> =>
  STORES[name](onlyAbsent(records), seller, clock)

function onlyAbsent(records: RecordStore): RecordStore {
  const cautious = Object.create(records) as RecordStore
  cautious.put = async (bucket, path, value) => {
    if (await records.read(bucket, path)) return
    if ((await records.list(bucket, path)).includes(path)) return
    await records.put(bucket, path, value)
  }
  return cautious
}
