/** OMS statuses in which the payment is approved or the order went on from there (PROTOCOL §13). */
const PAID: readonly string[] = [
  'approve-payment',
  'payment-approved',
  'authorize-fulfillment',
  'waiting-ffmt-authorization',
  'window-to-cancel',
  'ready-for-handling',
  'start-handling',
  'handling',
  'waiting-for-fulfillment',
  'waiting-seller-handling',
  'ready-for-invoicing',
  'invoice',
  'invoiced',
]

const CANCELED: readonly string[] = ['cancel', 'canceled']

export const isCanceledAtMarketplace = (order: { readonly status?: string | null } | undefined): boolean =>
  CANCELED.includes(order?.status ?? '')

export type Payability = 'payable' | 'notYet' | 'canceled' | 'notOurs'

/**
 * May an order be fulfilled, by what OMS says of it (DESIGN D4)? The call that asks for it proves nothing.
 * @param order undefined when OMS does not know it
 */
export function payability(
  order:
    | {
        readonly status?: string | null
        readonly isCompleted?: boolean | null
        readonly sellers?: readonly { readonly id?: string | null }[] | null
        readonly items?: readonly { readonly seller?: string | null }[] | null
      }
    | undefined,
  seller: string,
): Payability {
  if (!order || !names(order).includes(seller)) return 'notOurs'
  if (isCanceledAtMarketplace(order)) return 'canceled'
  return order.isCompleted === true && PAID.includes(order.status ?? '') ? 'payable' : 'notYet'
}

/** Sellers of an order; the list may be null, its lines name them too. */
const names = (order: NonNullable<Parameters<typeof payability>[0]>) => [
  ...(order.sellers ?? []).map(({ id }) => id),
  ...(order.items ?? []).map(({ seller }) => seller),
]
