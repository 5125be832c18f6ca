/**
 * One placed order as VTEX sends it (PROTOCOL §6.1). Only what the connector reads is typed; the body is echoed whole.
 * Everything about the customer passes through to the partner and is never stored (DESIGN D10).
 */
export interface PlacementBody {
  readonly marketplaceOrderId: string
  readonly marketplacePaymentValue?: number | null
  readonly items: readonly PlacementItem[]
  /** Null when the marketplace collects the payment. */
  readonly paymentData?: { readonly merchantName?: string | null } | null
  readonly clientProfileData?: ClientProfile | null
  /** Note of shopper or marketplace. */
  readonly openTextField?: string | { readonly value?: string | null } | null
  readonly customData?: {
    readonly customApps?: readonly CustomApp[] | null
  } | null
  readonly shippingData: {
    readonly address?: PlacementAddress | null
    readonly logisticsInfo: readonly PlacementLogistics[]
  }
}

export interface PlacementItem {
  readonly id: string
  readonly quantity: number
  readonly price: number
  readonly unitMultiplier?: number | null
  /** Services bought with the line. */
  readonly bundleItems?: readonly BundleItem[] | null
  /** What the shopper filled in, under the three names sources give it (C-24). */
  readonly itemAttachment?: Attachments
  readonly itemsAttachment?: Attachments
  readonly attachments?: Attachments
}

export interface BundleItem {
  readonly id: string | number
  readonly type?: string | null
  readonly name?: string | null
  /** Cents. */
  readonly price?: number | null
  readonly quantity?: number | null
}

export interface ItemAttachment {
  readonly name?: string | null
  readonly content?: unknown
}

export type Attachments = ItemAttachment | readonly ItemAttachment[] | null

export interface CustomApp {
  readonly id?: string | null
  readonly fields?: Readonly<Record<string, unknown>> | null
}

export interface PlacementLogistics {
  readonly itemIndex: number
  readonly selectedSla?: string | null
  readonly selectedDeliveryChannel?: string | null
  readonly lockTTL?: string | null
  readonly price?: number | null
  readonly deliveryWindow?: { readonly startDateUtc?: string | null; readonly endDateUtc?: string | null } | null
}

export interface ClientProfile {
  readonly email?: string | null
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly phone?: string | null
  readonly document?: string | null
  readonly documentType?: string | null
  readonly corporateName?: string | null
  readonly corporateDocument?: string | null
  readonly tradeName?: string | null
  readonly stateInscription?: string | null
  readonly corporatePhone?: string | null
  readonly isCorporate?: boolean | null
}

export interface PlacementAddress {
  readonly addressType?: string | null
  readonly receiverName?: string | null
  readonly postalCode?: string | null
  readonly country?: string | null
  readonly city?: string | null
  readonly state?: string | null
  readonly street?: string | null
  readonly number?: string | null
  readonly neighborhood?: string | null
  readonly complement?: string | null
  readonly reference?: string | null
  readonly geoCoordinates?: readonly unknown[] | null
}

/** An array in every running implementation, an object in VTEX's own document: both are taken (C-21). */
export type PlacementBodies = PlacementBody | readonly PlacementBody[]
