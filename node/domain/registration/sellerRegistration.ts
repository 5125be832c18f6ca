import type { SellerSettings } from '../settings/sellerSettings'

interface SalesChannelRow {
  readonly isSelected: boolean
  readonly id: number
  readonly name: string
}

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
  sellerCommissionConfiguration: commissionConfiguration(seller, existing.sellerCommissionConfiguration),
  isBetterScope: seller.betterScope,
  sellerType: 1 as const,
  availableSalesChannels: salesChannels(seller, existing.availableSalesChannels),
  CSCIdentification: seller.customerService,
  account: seller.sellerId as string,
  channel: '',
  salesChannel: seller.salesChannels[0],
  isVtex: false as const,
  exchangeReturnPolicy: seller.exchangeReturnPolicy,
  deliveryPolicy: seller.deliveryPolicy,
  securityPrivacyPolicy: seller.securityPrivacyPolicy,
  fulfillmentSellerId: null,
  groups: existing.groups ?? [],
  user: null,
  password: null,
  catalogSystemEndpoint: '',
  trustPolicy: seller.trustPolicy ?? existing.trustPolicy ?? 'Default',
  score: existing.score ?? 0,
})

/** Fields of a registered seller that are the marketplace's business. */
export interface OperatorsChoices {
  readonly isActive: boolean
  readonly sellerCommissionConfiguration: object
  /** Their names only; which are selected is decided by the settings. */
  readonly availableSalesChannels: readonly SalesChannelRow[]
  readonly groups: readonly unknown[]
  readonly trustPolicy: string
  readonly score: number
}

export type SellerRegistration = ReturnType<typeof sellerRegistration>

/**
 * The read model of checkout sees a commission of the whole store at once only when the seller itself carries it (KI
 * 872364); rows of categories have an API of their own (C-05).
 */
function commissionConfiguration({ commissions }: SellerSettings, existing: object | undefined): object {
  const all = commissions.find(({ categoryId }) => categoryId === 'default')
  const before = existing && !Array.isArray(existing) ? existing : undefined
  if (!all && before) return before
  return {
    categoriesCommissionConfiguration: [],
    ...before,
    productCommissionPercentage: all?.product ?? 0,
    freightCommissionPercentage: all?.freight ?? 0,
  }
}

function salesChannels(seller: SellerSettings, existing: readonly SalesChannelRow[] = []): SalesChannelRow[] {
  const names = new Map(existing.map(({ id, name }) => [id, name]))
  return seller.salesChannels
    .filter((id) => /^\d+$/.test(id))
    .map((id) => ({ isSelected: true, id: Number(id), name: names.get(Number(id)) ?? id }))
}
