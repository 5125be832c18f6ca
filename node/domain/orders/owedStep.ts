import type { SellerSkuId } from '../ids'
import type { PartnerInvoice, PartnerPackage } from './partnerOrder'

/**
 * A step the connector owes to somebody and repeats until it is confirmed or a person has to look (DESIGN D8).
 * It holds references: what is sent is read again when it is sent (D10). Only what an operator gave, which cannot be read
 * anywhere, is kept until it is sent.
 */
export interface OwedStep {
  /** Unique within the order, e.g. `orderInvoice:NF-981`. */
  readonly id: string
  readonly kind: OwedStepKind
  /** Invoice number, package id or alert the step is about. */
  readonly ref?: string
  /** The document an operator sends: sent instead of the partner's. */
  readonly invoice?: PartnerInvoice
  /** The parcel an operator corrects, in its place. */
  readonly parcel?: PartnerPackage
  /** What was sent, to be compared with what VTEX made of it. */
  readonly rows?: readonly { readonly sku: SellerSkuId; readonly quantity: number }[]
  /** Ids of steps that must be gone first. */
  readonly after: readonly string[]
  readonly attempts: number
  /** Not to be tried before (ISO 8601). */
  readonly notBefore: string
  /** Somebody is at it until then. */
  readonly leaseUntil?: string
  /** Why the last attempt failed. */
  readonly lastError?: string
  /** Attempts are used up or the failure is final: a person must look. */
  readonly dead?: true
}

export type OwedStepKind =
  | 'resolvePlacement'
  | 'authorizeAtPartner'
  | 'cancelAtPartner'
  | 'releaseReservation'
  | 'orderInvoice'
  | 'orderTracking'
  | 'trackingStatus'
  | 'sellerCancellation'
  | 'cancellationDeadline'
  | 'reportProblem'
  | 'returnInvoice'
  | 'invoiceCheck'
  | 'changeAcknowledgment'
  | 'applyChange'
  | 'changeConfirmation'
  | 'changeCancellation'

export const MAX_ATTEMPTS = 12
/** For a side that does not answer: about two days, since an outage of hours must not cost an invoice. */
export const MAX_SILENT_ATTEMPTS = 100
export const LEASE_MS = 60_000
const BACKOFF_BASE_MS = 5_000
const BACKOFF_CAP_MS = 30 * 60_000

export const owedStep = (kind: OwedStepKind, at: string, ref?: string, after: readonly string[] = []): OwedStep => ({
  id: ref === undefined ? kind : `${kind}:${ref}`,
  kind,
  ...(ref === undefined ? {} : { ref }),
  after,
  attempts: 0,
  notBefore: at,
})

/** The first step that may be tried now: not dead, not leased, not too early, nothing in front of it. */
export const deliverableStep = (owed: readonly OwedStep[], now: number): OwedStep | undefined =>
  owed.find(
    (step) =>
      !step.dead &&
      Date.parse(step.notBefore) <= now &&
      (step.leaseUntil === undefined || Date.parse(step.leaseUntil) <= now) &&
      !isBehind(step, owed),
  )

/** A step in front of it is not done yet. */
const isBehind = (step: OwedStep, owed: readonly OwedStep[]) =>
  owed.some((other) => other.id !== step.id && step.after.includes(other.id))

/**
 * When the next step may be tried, in ms since the epoch; undefined when nothing living is owed. What waits for another
 * step has no time of its own: it comes up when that one is gone.
 */
export function nextAttemptAt(owed: readonly OwedStep[]): number | undefined {
  const times = owed
    .filter((step) => !step.dead && !isBehind(step, owed))
    .map((step) => Math.max(Date.parse(step.notBefore), step.leaseUntil ? Date.parse(step.leaseUntil) : 0))
  return times.length > 0 ? Math.min(...times) : undefined
}

/**
 * How long to wait after a failed attempt: doubling, capped, with up to 20 % of jitter.
 * @param attempts attempts made so far, at least 1
 * @param jitter a number from 0 to 1
 * @param retryAfterSeconds what the other side asked for, honoured when longer
 */
export const backoffMs = (attempts: number, jitter: number, retryAfterSeconds = 0): number =>
  Math.max(
    Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** (attempts - 1)) * (1 + 0.2 * jitter),
    retryAfterSeconds * 1_000,
  )
