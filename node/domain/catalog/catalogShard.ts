/** What the marketplace knows of each SKU; one document per group of SKUs (DESIGN D13). */
export interface CatalogShard {
  readonly schemaVersion: 1
  readonly rows: Readonly<Record<string, CatalogRow>>
}

export interface CatalogRow {
  /** `bound`: sold there. `suggested`: waiting for approval. `skipped`: not sent, `reason` says why. */
  readonly state: 'bound' | 'suggested' | 'skipped'
  readonly reason?: string
  /** Hashes of what was last told to the marketplace. */
  readonly content: string
  readonly price?: string
  readonly stock?: string
  /** ISO 8601. */
  readonly at: string
}

export const EMPTY_CATALOG_SHARD: CatalogShard = { schemaVersion: 1, rows: {} }

/** Progress of a sync: survives crashes, one worker at a time (DESIGN D13). */
export interface CatalogRun {
  readonly schemaVersion: 1
  readonly state: 'idle' | 'running'
  readonly cursor?: string
  /** Pages read so far. */
  readonly pages?: number
  readonly leaseUntil?: string
  readonly startedAt?: string
  readonly finishedAt?: string
  readonly counts: CatalogCounts
  readonly lastError?: string
}

export interface CatalogCounts {
  readonly seen: number
  readonly bound: number
  readonly suggested: number
  readonly skipped: number
  readonly unchanged: number
}

export const NO_COUNTS: CatalogCounts = { seen: 0, bound: 0, suggested: 0, skipped: 0, unchanged: 0 }
export const IDLE_RUN: CatalogRun = { schemaVersion: 1, state: 'idle', counts: NO_COUNTS }
