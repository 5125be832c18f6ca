import type { SellerId } from '../../ids'
import { sellerOrderIdOf } from '../../ids'
import { ZERO, add, type CurrencyCode, type MinorUnits } from '../../money'
import type { CheckedPlacement } from './checkPlacement'
import { reported } from '../orderAlerts'
import type { OrderRecord, TimelineEntry } from '../orderRecord'
import { appendTimeline } from '../orderRecord'
import { owedStep } from '../owedStep'
import type { PlacementOrder } from './placementOrder'
import { requireNextState } from '../states'

export interface Intent {
  readonly sellerId: SellerId
  readonly currency: CurrencyCode
  readonly claimId: string
  readonly contentHash: string
  readonly now: number
  /** How long the placement belongs to this claim. */
  readonly leaseMs: number
  /** Of a marker that is there already. */
  readonly markedFor?: string
}

/** An unfinished placement is looked into after this long: well after its holder stopped acting. */
export const RESOLVE_AFTER_MS = 30_000

/**
 * The record of an order that is about to be created at the partner: written before the partner is asked (DESIGN D7 b).
 * It owes its own resolution, so that a crash right afterwards is found by the sweeper.
 * @param before the record of a failed or abandoned placement of the same order, whose story is kept
 */
export function intentRecord(
  order: PlacementOrder,
  intent: Intent,
  entries: readonly TimelineEntry[],
  before?: OrderRecord,
): OrderRecord {
  const at = new Date(intent.now).toISOString()
  const markedFor = before?.markedFor ?? intent.markedFor
  return {
    schemaVersion: 1,
    marketplaceOrderId: order.marketplaceOrderId,
    orderId: sellerOrderIdOf(order.marketplaceOrderId),
    sellerId: intent.sellerId,
    state: before ? requireNextState(before.state, 'retry') : 'placing',
    claimId: intent.claimId,
    placingUntil: new Date(intent.now + intent.leaseMs).toISOString(),
    contentHash: intent.contentHash,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
    currency: intent.currency,
    ...(order.salesChannel ? { salesChannel: order.salesChannel } : {}),
    lines: order.lines.map(({ sku, quantity, unitPrice, slaId }) => ({ sku, quantity, unitPrice, slaId })),
    freight: order.lines.reduce<MinorUnits>((sum, line) => add(sum, line.freight), ZERO),
    total: order.total,
    ...checkedBefore(before, intent.contentHash),
    reservedUntil: new Date(intent.now + order.lockMs).toISOString(),
    invoices: [],
    packages: [],
    owed: [owedStep('resolvePlacement', new Date(intent.now + RESOLVE_AFTER_MS).toISOString())],
    ...(markedFor === undefined ? {} : { markedFor }),
    timeline: appendTimeline(before?.timeline ?? { entries: [], dropped: 0 }, entries),
  }
}

/** What the check found is on record before the partner is asked: a crash afterwards must not hide it. */
export function asChecked(before: OrderRecord, { alerts, partnerTotal }: CheckedPlacement): OrderRecord {
  const { alerts: _alerts, partnerTotal: _total, ...record } = before
  return {
    ...record,
    ...(partnerTotal === record.total ? {} : { partnerTotal }),
    ...(alerts.length > 0 ? { alerts } : {}),
  }
}

/** Of a placement that was cut off: its order may exist at the partner, as it was checked then. */
const checkedBefore = (before: OrderRecord | undefined, contentHash: string) =>
  before?.contentHash === contentHash
    ? {
        ...(before.partnerTotal === undefined ? {} : { partnerTotal: before.partnerTotal }),
        ...(before.alerts ? { alerts: before.alerts } : {}),
      }
    : {}

export type PlacementStanding = 'placed' | 'busy' | 'abandoned' | 'failed'

/** What a repeated placement finds: something to answer with, somebody at work, or work to take over. */
export function placementStanding(record: OrderRecord, now: number): PlacementStanding {
  if (record.state === 'failed') return 'failed'
  if (record.state === 'placementInDoubt') return 'abandoned'
  if (record.state !== 'placing') return 'placed'
  return Date.parse(record.placingUntil ?? record.createdAt) > now ? 'busy' : 'abandoned'
}

/** The order exists at the partner: the marketplace may be told. */
export const placedRecord = (
  record: OrderRecord,
  partnerOrder: { readonly id: string; readonly number: string },
): OrderRecord => {
  const { placingUntil: _done, failure: _past, ...kept } = record
  return reported({
    ...kept,
    state: requireNextState(record.state, 'place'),
    partnerOrder,
    owed: record.owed.filter((step) => step.kind !== 'resolvePlacement'),
  })
}

/** Nothing of it exists anywhere: a repeat is judged afresh. */
export const failedRecord = (record: OrderRecord, failure: string): OrderRecord => {
  const { placingUntil: _done, alerts: _nothing, ...kept } = record
  return {
    ...kept,
    state: requireNextState(record.state, 'refuse'),
    failure,
    owed: record.owed.filter((step) => step.kind !== 'resolvePlacement'),
  }
}

/** The partner may or may not have created it: found out by asking, never by doing again (DESIGN D7 d). */
export const inDoubtRecord = (record: OrderRecord, now: number): OrderRecord => {
  const { placingUntil: _done, ...kept } = record
  return {
    ...kept,
    state: requireNextState(record.state, 'loseAnswer'),
    owed: [
      ...record.owed.filter((step) => step.kind !== 'resolvePlacement'),
      owedStep('resolvePlacement', new Date(now + RESOLVE_AFTER_MS).toISOString()),
    ],
  }
}
