import type { SellerSkuId } from '../../ids'
import type { MinorUnits } from '../../money'
import type { OrderLine, OrderRecord } from '../orderRecord'

/** A change of an open order the marketplace asks for (PROTOCOL §10): ids and amounts, no reason and no person. */
export interface OrderChange {
  /** The id VTEX names it by. Ours, until VTEX does. */
  readonly id: string
  /** VTEX named it by this id: another id means another change. */
  readonly named?: true
  readonly askedAt: string
  readonly state: ChangeState
  /** Absent while VTEX has agreed on a change it has not told yet. */
  readonly request?: ChangeRequest
  /** SHA-256 of what was asked. */
  readonly contentHash?: string
  /** VTEX said so (PROTOCOL §10.1, steps 2 and 4). */
  readonly acknowledged?: true
  readonly confirmed?: true
  /** What the order will be; known before we acknowledge. */
  readonly after?: ChangedOrder
  /** Why it was refused. */
  readonly refusal?: string
}

/**
 * `asked`: nothing promised. `acknowledged`: we will apply it. `applied`: the partner has it, VTEX waits for our
 * Confirmation. `reverting`: VTEX gave it up after the partner had it.
 */
export type ChangeState = 'asked' | 'acknowledged' | 'applied' | 'reverting' | 'done' | 'refused'

export interface ChangeRequest {
  readonly take: readonly ChangedItem[]
  readonly put: readonly (ChangedItem & {
    readonly price?: MinorUnits
    /** Of all units together; what is taken off and what is added to the price. */
    readonly discount: MinorUnits
    readonly increment: MinorUnits
  })[]
  /** Of the whole order. */
  readonly discount: MinorUnits
  readonly increment: MinorUnits
  /** Delivery of the lines that are put, where it is told. */
  readonly deliveries: readonly { readonly slaId: string; readonly freight: MinorUnits }[]
}

export interface ChangedItem {
  /** SKU id of the seller or of the marketplace: no source says which (PROTOCOL U-03). */
  readonly id: string
  readonly uniqueId?: string
  readonly quantity: number
}

export interface ChangedOrder {
  readonly lines: readonly OrderLine[]
  /** What the marketplace pays after the change. */
  readonly total: MinorUnits
  /** What the partner is owed for it: its own freight included. */
  readonly partnerTotal: MinorUnits
}

/** The change that is not over, if there is one: VTEX makes one at a time. */
export const openChange = ({ changes = [] }: OrderRecord): OrderChange | undefined =>
  changes.find(({ state }) => state !== 'done' && state !== 'refused')

export const changeOf = ({ changes = [] }: OrderRecord, id: string | undefined): OrderChange | undefined =>
  changes.find((change) => change.id === id)

const MOST_KEPT = 20

/** The record with one change written anew, or added. */
export function withChange(record: OrderRecord, change: OrderChange, before: string = change.id): OrderRecord {
  const changes = record.changes ?? []
  const known = changes.some(({ id }) => id === before)
  const next = known ? changes.map((one) => (one.id === before ? change : one)) : [...changes, change]
  return { ...record, changes: next.slice(-MOST_KEPT) }
}

/** Units of each SKU. */
export const unitsOf = (lines: readonly Pick<OrderLine, 'sku' | 'quantity'>[]): Map<SellerSkuId, number> => {
  const units = new Map<SellerSkuId, number>()
  for (const { quantity, sku } of lines) units.set(sku, (units.get(sku) ?? 0) + quantity)
  return units
}
