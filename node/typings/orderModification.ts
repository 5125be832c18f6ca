/** A modification as VTEX tells and shows it (PROTOCOL §10.3). Amounts in cents; everything may be absent or null. */
export interface OrderModification {
  readonly requestId?: string | null
  readonly status?: string | null
  readonly inProgress?: boolean | null
  /** What the value of the order changes by. */
  readonly totalChangeValue?: number | null
  readonly add?: PutSide | null
  readonly remove?: { readonly items?: readonly TakenItem[] | null } | null
  readonly replace?:
    | readonly {
        readonly from?: { readonly items?: readonly TakenItem[] | null } | null
        readonly to?: PutSide | null
      }[]
    | null
  readonly manualDiscountValue?: number | null
  readonly manualIncrementValue?: number | null
}

export interface TakenItem {
  readonly id: string
  readonly uniqueId?: string | null
  readonly quantity: number
  readonly price?: number | null
}

export interface PutItem extends TakenItem {
  readonly manualDiscountValue?: number | null
  readonly manualIncrementValue?: number | null
}

export interface PutSide {
  readonly items?: readonly PutItem[] | null
  readonly shippingData?: {
    readonly logisticsInfo?: readonly { readonly selectedSla?: string | null; readonly price?: number | null }[] | null
  } | null
}
