import { PartnerUnavailable } from '../../../domain/errors'
import type { SellerSkuId } from '../../../domain/ids'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import type { CallBudget, Destination, Quote, QuoteRequest } from '../partner'
import type { Answer } from './answer'
import { alpha2 } from './countries'
import { OFFERS, QUOTE } from './documents/offers'
import { soldVariants } from './offers'
import type { SoldVariant } from './offers'
import { describe, isUnknownId } from './shopError'
import { shippingOptions } from './shippingOptions'
import type { VariantIds } from './variantIds'
import type { VendureApi } from './vendureApi'

interface Look {
  readonly sold: ReadonlyMap<SellerSkuId, SoldVariant>
  /** Root `testEligibleShippingMethods`; absent when it was not asked or named an id that is gone. */
  readonly delivery?: Answer
}

/** More looks than this mean that the shop's catalogue changes while we look. */
const MAX_LOOKS = 3

/**
 * Price, stock and delivery of a cart. One request when the ids of the variants are known; else the variants first,
 * because the shop calculates delivery by id. Looks again while what it sells is not what delivery was asked for.
 */
export async function quote(
  api: VendureApi,
  ids: VariantIds,
  seller: SellerSettings,
  request: QuoteRequest,
  budget: CallBudget,
): Promise<Quote> {
  for (let looks = 1; ; looks++) {
    const deliverable = request.destination && request.lines.every(({ sku }) => ids.get(sku) !== undefined)
    const asked = deliverable ? deliveryLines(request, (sku) => ids.get(sku)) : []
    const { sold, delivery } = await look(api, seller, request, asked, budget)
    request.lines.forEach(({ sku }) => ids.learn(sku, sold.get(sku)?.id ?? null))

    const due = request.destination ? deliveryLines(request, (sku) => sold.get(sku)?.id) : []
    const complete = due.length === 0 || (delivery !== undefined && JSON.stringify(due) === JSON.stringify(asked))
    if (complete || looks === MAX_LOOKS) {
      return {
        currency: seller.currency,
        offers: request.lines.map(({ sku }) => sold.get(sku)?.offer ?? { sku, sold: false }),
        shippingOptions: complete && due.length > 0 && delivery ? shippingOptions(delivery) : [],
      }
    }
  }
}

async function look(
  api: VendureApi,
  seller: SellerSettings,
  request: QuoteRequest,
  lines: readonly DeliveryLine[],
  budget: CallBudget,
): Promise<Look> {
  const skus = request.lines.map(({ sku }) => sku)
  // Twice as many as asked: a SKU may sit on a variant that is off sale and on one that is on.
  const variables = { skus, take: Math.min(1_000, skus.length * 2) }
  const subject = skus.length === 1 ? skus[0] : undefined
  if (!request.destination || lines.length === 0) {
    return { sold: soldVariants(await api.ask(OFFERS, { variables, budget, subject }), seller.currency) }
  }
  const delivery = { shippingAddress: shippingAddress(request.destination, seller), lines }
  const { data, errors } = await api.send(QUOTE, { variables: { ...variables, delivery }, budget, subject })
  if (errors.length === 0) {
    return { sold: soldVariants(data, seller.currency), delivery: data.get('testEligibleShippingMethods') }
  }
  // One id that is gone spoils the whole request; which one, only the variants tell.
  if (errors.every(isUnknownId)) {
    return look(api, seller, request, [], budget)
  }
  throw new PartnerUnavailable(`The partner's shop answered ${QUOTE.name} with ${describe(errors[0])}`)
}

interface DeliveryLine {
  readonly productVariantId: string
  readonly quantity: number
}

const deliveryLines = (request: QuoteRequest, idOf: (sku: SellerSkuId) => string | null | undefined): DeliveryLine[] =>
  request.lines.flatMap(({ sku, quantity }) => {
    const productVariantId = idOf(sku)
    return productVariantId ? [{ productVariantId, quantity }] : []
  })

/** The street is required by the schema and unknown before checkout. */
const shippingAddress = ({ country, postalCode }: Destination, seller: SellerSettings) => ({
  streetLine1: '-',
  postalCode: postalCode ?? '',
  countryCode: alpha2(country ?? seller.countries[0]) ?? '',
})
