/** One line of `remove` or of a replace's `from` (PROTOCOL §10.3). */
export interface TakenItem {
  /** SKU id: the marketplace's here, the seller's in what the seller receives. */
  readonly id: string
  readonly uniqueId?: string
  readonly quantity: number
  /** Unit price in cents. */
  readonly price?: number
}

/** One line of `add` or of a replace's `to`. Manual values are cents for the whole line. */
export interface PutItem {
  readonly id: string
  readonly uniqueId?: string
  readonly quantity: number
  readonly measurementUnit?: string
  readonly unitMultiplier?: number
  readonly manualDiscountValue?: number
  readonly manualIncrementValue?: number
}

export interface PutSide {
  readonly items: readonly PutItem[]
  readonly shippingData?: { readonly logisticsInfo: readonly { readonly itemIndex: number; readonly price: number }[] }
}

/** Body of "Create order modifications" (PROTOCOL §10.3). */
export interface ModificationBody {
  readonly reason: string
  readonly add?: PutSide | null
  readonly remove?: { readonly items: readonly TakenItem[] } | null
  readonly replace?: readonly { readonly from: { readonly items: readonly TakenItem[] }; readonly to: PutSide }[]
  /** Cents, for the whole order. */
  readonly manualDiscountValue?: number
  readonly manualIncrementValue?: number
}

export type ModificationStatus = 'waiting-acknowledgement' | 'waiting-confirmation' | 'done' | 'canceled'

export type AgreementType = 'Acknowledgment' | 'Confirmation'

export interface Agreement {
  readonly from: 'marketplace' | 'seller'
  readonly type: AgreementType
  readonly at: string
}

/** A modification as the marketplace keeps it. */
export interface OrderModification {
  /** Undefined until it is known which id the two parties use. */
  requestId: string
  readonly workflowId: string
  readonly requestedBy: 'marketplace' | 'seller'
  readonly date: string
  /** With the marketplace's SKU ids and unique ids. */
  readonly body: ModificationBody
  /** Cents by which the order's value changes. */
  readonly totalChangeValue: number
  status: ModificationStatus
  readonly agreements: Agreement[]
  cancelReason: string | null
}

/** One done modification as Get order shows it in `changesAttachment.changesData[]`. */
export interface ChangesData {
  readonly reason: string
  readonly discountValue: number
  readonly incrementValue: number
  readonly itemsAdded: readonly ChangedItem[]
  readonly itemsRemoved: readonly ChangedItem[]
  readonly receipt: { readonly date: string; readonly orderId: string; readonly receipt: string }
}

export interface ChangedItem {
  readonly id: string
  readonly name: string
  readonly quantity: number
  readonly price: number
  readonly unitMultiplier: number | null
}

export const isInProgress = ({ status }: OrderModification) => status !== 'done' && status !== 'canceled'

export const hasAgreed = ({ agreements }: OrderModification, from: Agreement['from'], type: AgreementType) =>
  agreements.some((one) => one.from === from && one.type === type)
