import type { Database } from './storage/database'

/** What every operation works with. */
export interface Shop {
  readonly db: Database
  /** The time, in milliseconds since the epoch. */
  readonly now: () => number
  /** ISO 4217. */
  readonly currency: string
  /** ISO 3166-1 alpha-3. */
  readonly country: string
  /** Tells the cursors of this database from those of another. */
  readonly databaseId: string
  /** Where browsers find the pictures, e.g. `https://shop.example`. */
  readonly publicOrigin: string
  /** true: somebody wants to hear of changes. */
  readonly announces: () => boolean
}
