/** The part of OMS's order the connector reads (PROTOCOL §11.1). Everything may be absent or null. */
export interface MarketplaceOrder {
  readonly orderId?: string | null
  readonly status?: string | null
  readonly isCompleted?: boolean | null
  readonly value?: number | null
  readonly sellers?: readonly { readonly id?: string | null }[] | null
  readonly items?: readonly MarketplaceItem[] | null
  readonly packageAttachment?: { readonly packages?: readonly MarketplacePackage[] | null } | null
  readonly creationDate?: string | null
  readonly salesChannel?: string | null
  readonly shippingData?: { readonly logisticsInfo?: readonly MarketplaceLogistics[] | null } | null
}

/** How a line travels; the rest of it is personal and not looked at. */
export interface MarketplaceLogistics {
  readonly itemIndex?: number | null
  readonly selectedSla?: string | null
  readonly price?: number | null
}

export interface MarketplaceItem {
  /** SKU id of the marketplace. */
  readonly id?: string | null
  readonly uniqueId?: string | null
  readonly sellerSku?: string | null
  readonly seller?: string | null
  readonly quantity?: number | null
  readonly price?: number | null
}

/** An invoice as OMS matched it to the lines of the order. */
export interface MarketplacePackage {
  readonly invoiceNumber?: string | null
  readonly invoiceValue?: number | null
  readonly type?: string | null
  readonly items?: readonly { readonly itemIndex?: number | null; readonly quantity?: number | null }[] | null
}

/** PROTOCOL §9.1. Amounts are integers with two implied decimals (C-32). */
export interface InvoiceBody {
  readonly type: 'Output' | 'Input'
  readonly issuanceDate: string
  readonly invoiceNumber: string
  readonly invoiceValue: number
  readonly invoiceKey: string | null
  readonly invoiceUrl: string | null
  readonly embeddedInvoice: null
  readonly courier: string
  readonly trackingNumber: string
  readonly trackingUrl: string
  readonly dispatchedDate: null
  readonly items: readonly { readonly id: string; readonly price: number; readonly quantity: number }[]
}

/** PROTOCOL §9.2. */
export interface TrackingBody {
  readonly courier: string
  readonly trackingNumber: string
  readonly trackingUrl: string | null
  /** Full ISO 8601. */
  readonly dispatchedDate: string | null
}

/** PROTOCOL §9.3. */
export interface TrackingStatusBody {
  readonly isDelivered: boolean
  /** `yyyy-mm-dd hh:mm`. */
  readonly deliveredDate: string | null
  readonly events: readonly {
    readonly city: string
    readonly state: string
    readonly description: string
    /** `YYYY-MM-DD` (C-42). */
    readonly date: string
  }[]
}
