import { minorUnits, ZERO, type MinorUnits } from '../../money'
import type { ChangedItem, ChangeRequest } from './orderChange'

type Item = {
  readonly id: string
  readonly uniqueId?: string | null
  readonly quantity: number
  readonly price?: number | null
  readonly manualDiscountValue?: number | null
  readonly manualIncrementValue?: number | null
}
interface PutSide {
  readonly items?: readonly Item[] | null
  readonly shippingData?: {
    readonly logisticsInfo?: readonly { readonly selectedSla?: string | null; readonly price?: number | null }[] | null
  } | null
}

/** What VTEX tells of a change, reduced to ids and amounts: the reason it gives is shown to the shopper, not kept here. */
export function changeRequest(told: {
  readonly add?: PutSide | null
  readonly remove?: { readonly items?: readonly Item[] | null } | null
  readonly replace?:
    | readonly { readonly from?: { readonly items?: readonly Item[] | null } | null; readonly to?: PutSide | null }[]
    | null
  readonly manualDiscountValue?: number | null
  readonly manualIncrementValue?: number | null
}): ChangeRequest {
  const replaced = told.replace ?? []
  const puts = [...replaced.map(({ to }) => to), told.add]
  return {
    take: [told.remove, ...replaced.map(({ from }) => from)].flatMap((side) => (side?.items ?? []).map(itemOf)),
    put: puts.flatMap((side) =>
      (side?.items ?? []).map((item) => ({
        ...itemOf(item),
        ...(item.price ? { price: minorUnits(item.price, 'price') } : {}),
        discount: amount(item.manualDiscountValue),
        increment: amount(item.manualIncrementValue),
      })),
    ),
    discount: amount(told.manualDiscountValue),
    increment: amount(told.manualIncrementValue),
    deliveries: puts.flatMap((side) =>
      (side?.shippingData?.logisticsInfo ?? []).map(({ price, selectedSla }) => ({
        slaId: selectedSla ?? '',
        freight: amount(price),
      })),
    ),
  }
}

export const isEmptyChange = ({ discount, increment, put, take }: ChangeRequest): boolean =>
  put.length === 0 && take.length === 0 && discount === increment

const itemOf = ({ id, quantity, uniqueId }: Item): ChangedItem => ({
  id,
  quantity,
  ...(uniqueId ? { uniqueId } : {}),
})

const amount = (value: number | null | undefined): MinorUnits => (value ? minorUnits(value) : ZERO)
