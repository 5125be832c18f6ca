import type { SellerSettings } from '../settings/sellerSettings'

/**
 * The seller as the marketplace shall know it (PROTOCOL §3.1): its schema requires every field.
 * @param isActive what the marketplace decided before; a seller it paused stays paused
 */
export const sellerRegistration = (seller: SellerSettings, fulfillmentEndpoint: string, isActive: boolean) => ({
  id: seller.sellerId as string,
  name: seller.name,
  isActive,
  fulfillmentEndpoint,
  allowHybridPayments: false,
  taxCode: seller.taxCode,
  email: seller.followUpEmail,
  description: seller.description,
  sellerCommissionConfiguration: {
    productCommissionPercentage: 0,
    freightCommissionPercentage: 0,
    categoriesCommissionConfiguration: [],
  },
  isBetterScope: true,
  sellerType: 1 as const,
  availableSalesChannels: seller.salesChannels
    .filter((id) => /^\d+$/.test(id))
    .map((id) => ({ isSelected: true, id: Number(id), name: id })),
  CSCIdentification: '',
  account: seller.sellerId as string,
  channel: '',
  salesChannel: seller.salesChannels[0],
  isVtex: false as const,
  exchangeReturnPolicy: seller.exchangeReturnPolicy,
  deliveryPolicy: seller.deliveryPolicy,
  securityPrivacyPolicy: null,
  fulfillmentSellerId: null,
  groups: [],
  user: null,
  password: null,
  catalogSystemEndpoint: '',
  trustPolicy: 'Default' as const,
  score: 0,
})

export type SellerRegistration = ReturnType<typeof sellerRegistration>
