import { fromOwnMinorUnit } from '../../../domain/currency'
import { sellerSkuId } from '../../../domain/ids'
import type { CurrencyCode } from '../../../domain/money'
import type { DeliveryChannel, Offer, Quote } from '../../../domain/offers/quote'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import type { CallBudget, QuoteRequest } from '../partner'
import type { Schemas } from './answerChecks'
import { GET_OFFERS, GET_QUOTE } from './operations'
import type { Operation } from './operation'
import { extrasOf, repeatedExtra } from './offerExtras'
import { unusable, type Call, type SellerApi } from './sellerApi'
import { shippingOptionsOf } from './shippingOptions'

/** The document's limit: a longer id cannot be an SKU of the partner. */
const LONGEST_SKU = 100

/** Price and stock, with shipping when there is a destination: one call, whatever the number of lines. */
export async function quote(
  api: SellerApi,
  seller: SellerSettings,
  request: QuoteRequest,
  budget: CallBudget,
): Promise<Quote> {
  const lines = request.lines.filter(({ sku }) => sku.length <= LONGEST_SKU)
  const unknown = request.lines.filter(({ sku }) => sku.length > LONGEST_SKU)
  if (lines.length === 0) return { currency: seller.currency, offers: unknown.map(notSold), shippingOptions: [] }
  const known = { ...request, lines }
  const read =
    (operation: Operation<keyof Schemas>) =>
    (sheet: Schemas['OffersAnswer'] & Partial<Schemas['QuoteAnswer']>): Quote => {
      requireCurrency(operation, sheet.currency, seller.currency)
      const skus = lines.map(({ sku }) => sku)
      return {
        currency: seller.currency,
        offers: [...offersOf(operation, sheet.offers, skus, seller.currency), ...unknown.map(notSold)],
        shippingOptions: shippingOptionsOf(sheet.shippingOptions ?? [], seller.currency),
      }
    }
  return request.destination
    ? api.call(GET_QUOTE, quoteCall(known, budget), read(GET_QUOTE))
    : api.call(GET_OFFERS, offersCall(known, budget), read(GET_OFFERS))
}

const notSold = ({ sku }: { readonly sku: Offer['sku'] }): Offer => ({ sku, sold: false })

const offersCall = ({ lines, salesChannel }: QuoteRequest, budget: CallBudget): Call => ({
  path: '/offers',
  body: { skus: lines.map(({ sku }) => sku), ...(salesChannel ? { priceList: salesChannel } : {}) },
  subject: subjectOf(lines),
  budget,
})

const quoteCall = ({ destination = {}, lines, salesChannel }: QuoteRequest, budget: CallBudget): Call => ({
  path: '/quotes',
  body: {
    lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
    destination: {
      ...(destination.country ? { country: destination.country } : {}),
      ...(destination.postalCode ? { postalCode: destination.postalCode } : {}),
      ...(destination.geoCoordinates
        ? { geoCoordinates: { longitude: destination.geoCoordinates[0], latitude: destination.geoCoordinates[1] } }
        : {}),
    },
    ...(salesChannel ? { priceList: salesChannel } : {}),
  },
  subject: subjectOf(lines),
  budget,
})

const subjectOf = (lines: QuoteRequest['lines']) => (lines.length === 1 ? lines[0].sku : `${lines.length} SKUs`)

/** @throws when the partner counts in another currency than the settings */
export function requireCurrency(operation: Operation<keyof Schemas>, answered: string, configured: CurrencyCode) {
  if (answered !== configured) throw unusable(operation, '/currency', `is ${answered}, the settings say ${configured}`)
}

/**
 * Exactly one offer per SKU asked for, in that order. Offers nobody asked for are ignored.
 * @throws when one is missing or answered twice: an answer for other SKUs is no answer
 */
function offersOf(
  operation: Operation<keyof Schemas>,
  rows: readonly Schemas['Offer'][],
  skus: readonly Offer['sku'][],
  currency: CurrencyCode,
): Offer[] {
  const bySku = new Map<string, Schemas['Offer']>()
  for (const [index, row] of rows.entries()) {
    if (bySku.has(row.sku)) throw unusable(operation, `/offers/${index}`, 'answers an SKU twice')
    if (row.sold && !row.stock) throw unusable(operation, `/offers/${index}/stock`, 'is missing')
    const repeated = repeatedExtra(row)
    if (repeated) throw unusable(operation, `/offers/${index}/${repeated}`, 'names one twice')
    bySku.set(row.sku, row)
  }
  return skus.map((sku, index) => {
    const row = bySku.get(sku)
    if (!row) throw unusable(operation, '/offers', `has no row for line ${index} of the question`)
    return offerOf(row, currency)
  })
}

function offerOf(row: Schemas['Offer'], currency: CurrencyCode): Offer {
  const sku = sellerSkuId(row.sku)
  if (!row.sold) return { sku, sold: false }
  return {
    sku,
    sold: true,
    // 0 is no price: with stock it would be a free sale.
    ...(row.price ? { price: fromOwnMinorUnit(row.price, currency) } : {}),
    ...(row.listPrice ? { listPrice: fromOwnMinorUnit(row.listPrice, currency) } : {}),
    ...stockOf(row.stock ?? []),
    ...(row.measurementUnit ? { measurementUnit: row.measurementUnit } : {}),
    ...(isPresent(row.unitMultiplier) ? { unitMultiplier: row.unitMultiplier } : {}),
    ...extrasOf(row, currency),
  }
}

/** Locations added up, per channel they serve. */
export function stockOf(locations: Schemas['Stock']): {
  readonly stock: number
  readonly stockByChannel: Record<DeliveryChannel, number>
} {
  const serving = (channel: DeliveryChannel) =>
    locations
      .filter(({ channels }) => !channels || channels.includes(channel))
      .reduce((sum, { quantity }) => sum + quantity, 0)
  return {
    stock: locations.reduce((sum, { quantity }) => sum + quantity, 0),
    stockByChannel: { delivery: serving('delivery'), 'pickup-in-point': serving('pickup-in-point') },
  }
}

export const isPresent = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined
