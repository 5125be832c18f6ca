import type { CatalogState } from './catalogRow'

/**
 * `full`: every page of the catalogue, then every SKU that is known, so that what the pages no longer name is found too,
 * then the marketplace's bindings, and what it has lost of them. `delta`: the partner's feed of changes, or the pages. `bindings`: the
 * marketplace's bindings alone. `resend`: price and stock of everything that is
 * bound, whether it changed or not. `plan`: the pages, and what would be sent; nothing is.
 */
export const RUN_KINDS = ['full', 'delta', 'bindings', 'resend', 'plan'] as const
export type RunKind = (typeof RUN_KINDS)[number]

/** A part of a run; each has its own cursor. */
export type RunPhase = 'bindings' | 'feed' | 'lost' | 'pages' | 'offers' | 'resend'

export const PHASES: Readonly<Record<RunKind, readonly RunPhase[]>> = {
  full: ['pages', 'offers', 'bindings', 'lost'],
  delta: ['feed', 'pages'],
  bindings: ['bindings', 'lost'],
  resend: ['resend'],
  plan: ['pages'],
}

/** What a run met and did. */
export interface CatalogCounts {
  /** SKUs looked at. */
  readonly seen: number
  /** SKUs of which the marketplace was told something, or that were found to be sold there. */
  readonly bound: number
  readonly suggested: number
  /** Not sent, each with its reason in its row. */
  readonly skipped: number
  readonly unchanged: number
  /** Calls that were made. */
  readonly changeNotifications: number
  readonly suggestions: number
  readonly priceNotifications: number
  readonly inventoryNotifications: number
  /** SKUs whose price or stock changed: told a moment later, once the shared snapshots were replaced. */
  readonly hinted: number
  /** Calls that were not made, because their kind is switched off, the seller is paused or the run is a plan. */
  readonly held: number
  /** Bindings without an SKU of this seller (AC-91), and SKUs whose binding is gone. */
  readonly orphans: number
  readonly unbound: number
}

export const NO_COUNTS: CatalogCounts = {
  seen: 0,
  bound: 0,
  suggested: 0,
  skipped: 0,
  unchanged: 0,
  changeNotifications: 0,
  suggestions: 0,
  priceNotifications: 0,
  inventoryNotifications: 0,
  hinted: 0,
  held: 0,
  orphans: 0,
  unbound: 0,
}

export function plus(counts: CatalogCounts, more: Partial<CatalogCounts>): CatalogCounts {
  const sum = Object.entries(NO_COUNTS).map(([name, zero]) => {
    const key = name as keyof CatalogCounts
    // A run of an older release lacks what came later.
    return [key, ((counts[key] as number | undefined) ?? zero) + (more[key] ?? 0)]
  })
  return Object.fromEntries(sum) as unknown as CatalogCounts
}

export type StateCounts = Readonly<Partial<Record<CatalogState, number>>>

/** A run that came to its end. */
export interface FinishedRun {
  readonly kind: RunKind
  readonly startedAt: string
  readonly finishedAt: string
  readonly counts: CatalogCounts
  readonly stopped?: true
  readonly lastError?: string
}

/** Progress of a seller's catalogue: survives crashes, one worker at a time (DESIGN D13). Times are ISO 8601. */
export interface CatalogRun {
  readonly schemaVersion: 1
  readonly state: 'idle' | 'running'
  readonly kind?: RunKind
  readonly phase?: RunPhase
  /** Of the phase. */
  readonly cursor?: string
  /** Pages of the phase that were worked through. */
  readonly pages?: number
  readonly startedAt?: string
  readonly finishedAt?: string
  readonly counts: CatalogCounts
  /** Time spent at work, waiting for a turn not counted. */
  readonly workedMs?: number
  readonly lastError?: string
  /** Somebody is at it until then; or, without `leaseId`, nobody shall begin before. */
  readonly leaseId?: string
  readonly leaseUntil?: string
  /** Begins when this one is over. */
  readonly queued?: RunKind
  /** Ended runs, latest first. */
  readonly recent?: readonly FinishedRun[]
  /** SKUs by state; counted anew by each full run. */
  readonly states?: StateCounts
  /** The same of the run under way, as far as it has come. */
  readonly counted?: StateCounts
  /** Names without a counterpart in the marketplace, some of them. */
  readonly unmapped?: Unmapped
  /** What would be sent, a sample; of the latest plan. */
  readonly plan?: readonly PlannedSku[]
  /** Bindings nobody here knows, a sample; of the latest look at them. */
  readonly orphans?: readonly string[]
  /** Bindings that are inactive in the marketplace, a sample: VTEX looks at neither price nor stock of them. */
  readonly asleep?: readonly string[]
  /** Why the bindings could not be compared. */
  readonly bindingsProblem?: string
  /** How the problem of SKUs that are not on sale was last told. */
  readonly notOnSale?: string
  /** Rows that the look at the bindings found bound, by the first SKU of their leaf. */
  readonly confirmed?: Readonly<Record<string, number>>
  /** SKUs waiting for approval that this run asked about one by one. */
  readonly asked?: number
  /** SKUs of pages that are done whose price or stock changed, and that are not among the hints yet. */
  readonly gathered?: readonly string[]
  readonly watch?: CatalogWatch
}

export interface Unmapped {
  readonly categories: readonly string[]
  readonly brands: readonly string[]
}

export interface PlannedSku {
  readonly sku: string
  readonly steps: readonly string[]
  readonly reason?: string
}

/** What is remembered between runs. */
export interface CatalogWatch {
  /** Whether the seller sold when it was last looked at; a change tells everything again (PROTOCOL §17.17). */
  readonly selling?: boolean
  /** The marketplace has the seller inactive: nothing is sent (PROTOCOL §17.18). */
  readonly pausedThere?: boolean
  readonly fullAt?: string
  readonly deltaAt?: string
  readonly bindingsAt?: string
  /** Written now and then: a gap means that nobody was there. */
  readonly aliveAt?: string
  /** Where the look at waiting suggestions goes on, and until when none is worth while. */
  readonly pendingFrom?: string
  readonly pendingFound?: boolean
  readonly quietUntil?: string
  /** The partner has a feed of changes. */
  readonly hasFeed?: boolean
}

export const IDLE_RUN: CatalogRun = { schemaVersion: 1, state: 'idle', counts: NO_COUNTS }
