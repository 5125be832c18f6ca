import type { SellerSettings } from '../settings/sellerSettings'

/**
 * The seller as the marketplace shall know it (PROTOCOL §3.1): its schema requires every field.
 * @param existing what the operator decided there before and the settings say nothing about: it stays as it is
 */
export const sellerRegistration = (
  seller: SellerSettings,
  fulfillmentEndpoint: string,
  existing: Partial<OperatorsChoices> = {},
) => ({
  id: seller.sellerId as string,
  name: seller.name,
  isActive: existing.isActive ?? true,
  fulfillmentEndpoint,
  allowHybridPayments: false,
  taxCode: seller.taxCode,
  email: seller.followUpEmail,
  description: seller.description,
  sellerCommissionConfiguration: existing.sellerCommissionConfiguration ?? {
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
  groups: existing.groups ?? [],
  user: null,
  password: null,
  catalogSystemEndpoint: '',
  trustPolicy: existing.trustPolicy ?? 'Default',
  score: existing.score ?? 0,
})

/** Fields of a registered seller that are the marketplace's business. */
export interface OperatorsChoices {
  readonly isActive: boolean
  readonly sellerCommissionConfiguration: object
  readonly groups: readonly unknown[]
  readonly trustPolicy: string
  readonly score: number
}

export type SellerRegistration = ReturnType<typeof sellerRegistration>
