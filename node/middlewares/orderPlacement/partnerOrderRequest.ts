import type { PartnerOrderRequest } from '../../clients/partners/partner'
import type { CheckedPlacement } from '../../domain/orders/placement/checkPlacement'
import type { PlacementOrder } from '../../domain/orders/placement/placementOrder'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import { attachmentsOf, customFieldsOf, noteOf, servicesOf } from './lineExtras'
import type { ClientProfile, PlacementAddress, PlacementBody } from './placementBody'

/** What the partner is told of an order; personal data goes straight from the request to the partner (DESIGN D10). */
export const partnerOrderRequest = (
  body: PlacementBody,
  order: PlacementOrder,
  checked: CheckedPlacement,
  seller: SellerSettings,
  now: number,
): PartnerOrderRequest => ({
  reference: order.marketplaceOrderId,
  currency: seller.currency,
  ...(order.salesChannel ? { salesChannel: order.salesChannel } : {}),
  reserveUntil: new Date(now + order.lockMs).toISOString(),
  lines: order.lines.map(({ sku, quantity, unitPrice }, index) => ({
    sku,
    quantity,
    unitPrice,
    ...(checked.carried.services ? some('services', servicesOf(body.items[index])) : {}),
    ...(checked.carried.attachments ? some('attachments', attachmentsOf(body.items[index])) : {}),
  })),
  shipping: {
    optionId: checked.option.id,
    channel: checked.option.channel,
    // The partner's own freight: what the marketplace charged instead is in the record (PROTOCOL 17.3).
    price: checked.freight,
    ...(checked.window ? { window: checked.window } : {}),
  },
  customer: customerOf(body.clientProfileData ?? {}),
  ...addressOf(body.shippingData.address, seller),
  ...present('note', noteOf(body)),
  ...some('customFields', customFieldsOf(body)),
})

const customerOf = (profile: ClientProfile): PartnerOrderRequest['customer'] => ({
  email: profile.email ?? '',
  firstName: profile.firstName ?? '',
  lastName: profile.lastName ?? '',
  ...present('phone', profile.phone),
  ...present('document', profile.document),
  ...present('documentType', profile.documentType),
  ...(profile.isCorporate ? present('corporateName', profile.corporateName) : {}),
  ...(profile.isCorporate ? present('corporateDocument', profile.corporateDocument) : {}),
  ...(profile.isCorporate ? present('tradeName', profile.tradeName) : {}),
  ...(profile.isCorporate ? present('stateInscription', profile.stateInscription) : {}),
  ...(profile.isCorporate ? present('corporatePhone', profile.corporatePhone) : {}),
})

function addressOf(
  address: PlacementAddress | null | undefined,
  seller: SellerSettings,
): Pick<PartnerOrderRequest, 'address'> {
  if (!address?.postalCode) return {}
  return {
    address: {
      postalCode: address.postalCode,
      country: address.country ?? seller.countries[0],
      city: address.city ?? '',
      state: address.state ?? '',
      street: address.street ?? '',
      ...present('receiverName', address.receiverName),
      ...present('number', address.number),
      ...present('neighborhood', address.neighborhood),
      ...present('complement', address.complement),
      ...present('reference', address.reference),
    },
  }
}

const present = <K extends string>(key: K, value: string | null | undefined) =>
  (value ? { [key]: value } : {}) as Partial<Record<K, string>>

const some = <K extends string, T>(key: K, list: readonly T[]) =>
  (list.length > 0 ? { [key]: list } : {}) as Partial<Record<K, readonly T[]>>
