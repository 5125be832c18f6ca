import { PartnerRefused } from '../../../domain/errors'
import type { PartnerRefusal } from '../../../domain/errors'
import type { MarketplaceOrderId, SellerSkuId } from '../../../domain/ids'
import type { CallBudget, PartnerOrderRequest } from '../partner'
import type { Answer } from './answer'
import { alpha2 } from './countries'
import { FIND_CUSTOMER, SET_CUSTOMER, fillDraft } from './documents/placement'
import { errorCodeOf } from './orderAnswer'
import type { VendureApi } from './vendureApi'

/** What of a draft is known before it is filled. */
export interface DraftPlan {
  readonly id: string
  readonly variantIds: ReadonlyMap<SellerSkuId, string>
  readonly methodId: string
}

const REFUSALS: Readonly<Record<string, PartnerRefusal>> = {
  INSUFFICIENT_STOCK_ERROR: 'outOfStock',
  INELIGIBLE_SHIPPING_METHOD_ERROR: 'shippingUnavailable',
}

/**
 * Fills an empty draft with lines, customer, address and delivery, and checks that the shop arrives at the amounts the
 * shopper agreed to: it calculates freight and promotions by itself and cannot be told them (PARTNERS §3, trap 10).
 * @throws PartnerRefused when the shop will not have it so; the draft is then half filled and of no use
 */
export async function buildDraft(api: VendureApi, plan: DraftPlan, request: PartnerOrderRequest, budget: CallBudget) {
  const operation = fillDraft(request.lines.length)
  const variables = draftVariables(plan, request)
  const filled = await api.ask(operation, { variables, budget, subject: request.reference })
  request.lines.forEach(({ sku }, place) => accept(filled.get(`line${place}`), `SKU ${sku}`))
  if (errorCodeOf(filled.get('customer')) === 'EMAIL_ADDRESS_CONFLICT_ERROR') {
    await useRegisteredCustomer(api, plan.id, request, budget)
  } else {
    accept(filled.get('customer'), 'the customer')
  }
  accept(filled.get('method'), `delivery option ${request.shipping.optionId}`)
  checkAmounts(filled.get('method'), request)
}

/** A typed error result does not stop a mutation: each one has to be looked at (PARTNERS §3, trap 2). */
function accept(result: Answer, what: string) {
  const code = errorCodeOf(result)
  if (code !== undefined) {
    throw new PartnerRefused(REFUSALS[code] ?? 'other', `The partner refused ${what}: ${code}`)
  }
}

function checkAmounts(order: Answer, { lines, shipping, currency }: PartnerOrderRequest) {
  const agreed = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0)
  const goods = order.get('subTotalWithTax').amount()
  const freight = order.get('shippingWithTax').amount()
  if (order.get('currencyCode').text() !== currency || goods !== agreed || freight !== shipping.price) {
    throw new PartnerRefused(
      'priceChanged',
      `The partner would charge ${goods} for the goods and ${freight} for delivery, not ${agreed} and ${shipping.price}`,
    )
  }
}

/** The shop lets nobody overwrite a registered customer; the order is then put on that customer as it is. */
async function useRegisteredCustomer(
  api: VendureApi,
  id: string,
  { reference, customer }: PartnerOrderRequest,
  budget: CallBudget,
) {
  const found = await api.ask(FIND_CUSTOMER, {
    variables: { email: customer.email.trim().toLowerCase() },
    budget,
    subject: reference,
  })
  const [registered] = found.get('customers').get('items').list()
  if (!registered) {
    throw new PartnerRefused('other', 'The partner refused the customer')
  }
  const customerId = registered.get('id').id()
  const changed = await api.ask(SET_CUSTOMER, { variables: { id, customerId }, budget, subject: reference })
  accept(changed.get('customer'), 'the customer')
}

function draftVariables({ id, variantIds, methodId }: DraftPlan, request: PartnerOrderRequest) {
  const { customer, lines } = request
  const added = lines.map(({ sku, quantity, unitPrice }, place) => [
    `line${place}`,
    { productVariantId: variantIds.get(sku), quantity, customFields: { agreedUnitPrice: unitPrice } },
  ])
  return {
    ...(Object.fromEntries(added) as Record<string, object>),
    id,
    method: methodId,
    customer: {
      firstName: customer.firstName,
      lastName: customer.lastName,
      emailAddress: customer.email,
      phoneNumber: customer.phone,
    },
    address: addressInput(request),
    order: { id, customFields: { buyerDocument: customer.corporateDocument ?? customer.document ?? null } },
  }
}

/** @throws PartnerRefused without an address the shop can deliver to */
function addressInput({ address, customer, reference }: PartnerOrderRequest & { reference: MarketplaceOrderId }) {
  const countryCode = address && alpha2(address.country)
  if (!address || countryCode === undefined) {
    throw new PartnerRefused('shippingUnavailable', `Order ${reference} has no address the partner can deliver to`)
  }
  const besides = [address.complement, address.neighborhood, address.reference].filter(Boolean)
  return {
    fullName: address.receiverName ?? `${customer.firstName} ${customer.lastName}`.trim(),
    company: customer.corporateName,
    streetLine1: [address.street, address.number].filter(Boolean).join(', '),
    streetLine2: besides.join(' - '),
    city: address.city,
    province: address.state,
    postalCode: address.postalCode,
    countryCode,
    phoneNumber: customer.phone,
  }
}
