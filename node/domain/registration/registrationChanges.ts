import { REDACTED_KEY } from '../access/accessKey'
import { isObject } from '../isObject'
import type { ChannelMapping, Commission } from '../settings/registrationSettings'
import type { SellerRegistration } from './sellerRegistration'

/** One thing a set-up writes into the marketplace. */
export interface RegistrationChange {
  readonly field: string
  /** Absent when the marketplace has nothing there. */
  readonly from?: unknown
  readonly to: unknown
}

/** A commission as the marketplace keeps it (PROTOCOL §3.5). */
export interface CommissionRow {
  readonly categoryId: string
  readonly categoryFullPath: string | null
  readonly productCommissionPercentage: number
  readonly freightCommissionPercentage: number
}

/** As it is read back: the channel comes as text (C-06). */
export interface MappingRow {
  readonly marketplaceSalesChannel: number | string
  readonly sellerChannel: string
}

/** What differs between the seller in the marketplace and the one of the settings; keys of endpoints are not shown. */
export function registrationChanges(
  existing: Partial<SellerRegistration> | undefined,
  wanted: SellerRegistration,
): RegistrationChange[] {
  return (Object.keys(wanted) as (keyof SellerRegistration)[]).flatMap((field) => {
    const from = existing?.[field]
    const to = wanted[field]
    return sameText(field, from) === sameText(field, to) ? [] : [change(field, from, to)]
  })
}

/** Rows of the settings that the marketplace does not have so; rows it has besides are nobody's mistake and stay. */
export const commissionChanges = (
  existing: readonly CommissionRow[],
  wanted: readonly Commission[],
): { readonly rows: CommissionRow[]; readonly changes: RegistrationChange[] } => {
  const known = new Map(existing.map((row) => [String(row.categoryId), row]))
  const shown = (product: number, freight: number) => `${product}% / ${freight}%`
  const rows = wanted.map(({ categoryId, product, freight }) => ({
    categoryId,
    categoryFullPath: known.get(categoryId)?.categoryFullPath ?? null,
    productCommissionPercentage: product,
    freightCommissionPercentage: freight,
  }))
  const changes = wanted.flatMap(({ categoryId, product, freight }) => {
    const row = known.get(categoryId)
    const from = row && shown(row.productCommissionPercentage, row.freightCommissionPercentage)
    const to = shown(product, freight)
    return from === to ? [] : [change(`commission of ${categoryId}`, from, to)]
  })
  return { rows, changes }
}

export function mappingChanges(
  existing: readonly MappingRow[],
  wanted: readonly ChannelMapping[],
): RegistrationChange[] {
  const known = new Map(existing.map((row) => [Number(row.marketplaceSalesChannel), row.sellerChannel]))
  return wanted.flatMap(({ marketplaceSalesChannel, sellerChannel }) => {
    const from = known.get(marketplaceSalesChannel)
    return from === sellerChannel ? [] : [change(`mapping of ${marketplaceSalesChannel}`, from, sellerChannel)]
  })
}

/** The endpoint carries the seller's key. */
export const withoutKey = (endpoint: unknown): unknown =>
  typeof endpoint === 'string'
    ? endpoint.replace(/(\/_v\/external-seller\/v1\/[^/]+\/)[^/]+/, `$1${REDACTED_KEY}`)
    : endpoint

const change = (field: string, from: unknown, to: unknown): RegistrationChange => {
  const hidden = field === 'fulfillmentEndpoint' ? withoutKey : (value: unknown) => value
  const isAbsent = from === undefined || from === null || from === ''
  return { field, ...(isAbsent ? {} : { from: hidden(from) }), to: hidden(to) }
}

/** Nothing, no text and no entries are the same to the marketplace; of trade policies only the selected ones count. */
function sameText(field: keyof SellerRegistration, value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  if (field === 'availableSalesChannels' && Array.isArray(value)) {
    const rows = value as readonly { readonly isSelected?: boolean; readonly id?: number | string }[]
    return rows
      .filter(({ isSelected }) => isSelected)
      .map(({ id }) => String(id))
      .sort()
      .join()
  }
  if (Array.isArray(value) && value.length === 0) return ''
  return JSON.stringify(sorted(value))
}

const sorted = (value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value
