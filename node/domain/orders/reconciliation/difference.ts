import type { PartnerOrderUpdate } from '../partnerOrder'
import type { Payability } from '../payable'
import type { OrderState } from '../states'

/** The part of OMS's order that is compared. Everything may be absent or null. */
export interface ShownOrder {
  readonly status?: string | null
  readonly isCompleted?: boolean | null
  readonly value?: number | null
  readonly sellers?: readonly { readonly id?: string | null }[] | null
  readonly items?: readonly { readonly seller?: string | null }[] | null
  readonly packageAttachment?: {
    readonly packages?:
      readonly { readonly invoiceNumber?: string | null; readonly invoiceValue?: number | null }[] | null
  } | null
}

/** What can be put right without asking anybody: it repeats what the protocol would have done. */
export type Repair =
  /** A missed authorization or cancellation. */
  | { readonly kind: 'marketplaceStanding'; readonly standing: Payability }
  /** Invoices, parcels or a cancellation of the partner that were not seen. */
  | { readonly kind: 'partnerNews'; readonly update: PartnerOrderUpdate }
  | { readonly kind: 'cancelAtPartner' }
  /** Sent again under its number, which VTEX recognises. */
  | { readonly kind: 'resendInvoice'; readonly number: string }

export interface Difference {
  /** Short word for it, the same in reports and documents. */
  readonly kind: string
  readonly message: string
  readonly fix: string
  readonly repair?: Repair
}

/** One side as it was read; `unread` when it could not say. */
export interface Sides {
  readonly marketplace: ShownOrder | 'unknown' | 'unread'
  readonly partner: PartnerOrderUpdate | 'unknown' | 'unread'
}

/** Orders that nobody ships: the other sides need not know them. */
export const GONE: readonly OrderState[] = ['canceled', 'failed']
