import type { OrderRecord } from './orderRecord'
import type { PartnerOrderUpdate } from './partnerOrder'
import { withPartnerUpdate } from './partnerUpdate'
import { isCanceledAtMarketplace, payability, type Payability } from './payable'
import { allows, isPlaced, type OrderState } from './states'

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

const GONE: readonly OrderState[] = ['canceled', 'failed']
const SHIPPED: readonly OrderState[] = ['invoiced', 'dispatched', 'delivered', 'returnOpen', 'returned']
const IN_DOUBT_TOO_LONG_MS = 2 * 3_600_000

/**
 * Where OMS, our record and the partner contradict each other about an order on which nobody is at work.
 * @returns empty when they agree, as far as they could be read
 */
export function differences(record: OrderRecord, { marketplace, partner }: Sides, now: number): Difference[] {
  if (!isPlaced(record.state)) return inDoubt(record, now)
  return [
    ...(marketplace === 'unread' ? [] : withMarketplace(record, marketplace)),
    ...(partner === 'unread' ? [] : withPartner(record, partner, now)),
  ]
}

function inDoubt(record: OrderRecord, now: number): Difference[] {
  if (record.state === 'failed' || now - Date.parse(record.createdAt) < IN_DOUBT_TOO_LONG_MS) return []
  return [
    {
      kind: 'placementInDoubt',
      message: 'Nobody knows for hours whether the partner took the order',
      fix: 'Look for the order id at the partner; find out why the partner or OMS cannot be asked',
    },
  ]
}

function withMarketplace(record: OrderRecord, shown: ShownOrder | 'unknown'): Difference[] {
  const standing = payability(shown === 'unknown' ? undefined : shown, record.sellerId)
  if (shown === 'unknown' || standing === 'notOurs') {
    if (GONE.includes(record.state) || record.state === 'expired' || record.state === 'received') return []
    return [
      {
        kind: 'unknownAtMarketplace',
        message: `The order is ${record.state} here and OMS does not show it as this seller's`,
        fix: 'Look for the order in OMS; if it is gone, cancel it at the partner',
      },
    ]
  }
  if (isCanceledAtMarketplace(shown)) return canceledThere(record)
  if (standing === 'payable' && !record.authorization && allows(record.state, 'authorize')) {
    return [
      {
        kind: 'missedAuthorization',
        message: 'OMS shows the order as paid, the call that says so never came',
        fix: 'Nothing: it is authorized now',
        repair: { kind: 'marketplaceStanding', standing },
      },
    ]
  }
  if (record.state === 'canceled') {
    return [
      {
        kind: 'liveAtMarketplace',
        message: `The order is canceled here and ${shown.status ?? 'without status'} in OMS`,
        fix: 'Cancel the order in OMS: the partner does not ship it',
      },
    ]
  }
  return invoicesMissing(record, shown)
}

function canceledThere(record: OrderRecord): Difference[] {
  if (GONE.includes(record.state)) return []
  if (allows(record.state, 'cancel')) {
    return [
      {
        kind: 'missedCancellation',
        message: 'OMS shows the order as canceled, nobody asked us',
        fix: 'Nothing: it is canceled here and at the partner now',
        repair: { kind: 'marketplaceStanding', standing: 'canceled' },
      },
    ]
  }
  return [
    {
      kind: 'canceledAfterInvoice',
      message: `OMS shows the order as canceled, and it is ${record.state} here`,
      fix: 'The shopper has the money back: call the parcel back, or have the partner settle it',
    },
  ]
}

function invoicesMissing(record: OrderRecord, { packageAttachment }: ShownOrder): Difference[] {
  const packages = packageAttachment?.packages
  if (!packages) return []
  const shown = new Set(packages.map(({ invoiceNumber }) => invoiceNumber))
  const ours = new Set(
    [...record.invoices, ...(record.returns ?? [])].flatMap(({ number, replacedBy }) => [number, replacedBy ?? number]),
  )
  const missing = record.invoices
    .filter(({ number, acceptedAt, replacedBy }) => acceptedAt && !replacedBy && !shown.has(number))
    .map(({ number }): Difference => ({
      kind: 'missingInvoice',
      message: `VTEX took invoice ${number} and does not show it`,
      fix: 'Nothing: it is sent again under its number',
      repair: { kind: 'resendInvoice', number },
    }))
  const foreign = packages.flatMap(({ invoiceNumber }) =>
    invoiceNumber && !ours.has(invoiceNumber) ? [invoiceNumber] : [],
  )
  return foreign.length === 0
    ? missing
    : [
        ...missing,
        {
          kind: 'foreignInvoice',
          message: `OMS shows invoices that were not sent from here: ${foreign.slice(0, 3).join(', ')}`,
          fix: 'Somebody sent them by hand: make sure that the partner does not send the same goods on another one',
        },
      ]
}

function withPartner(record: OrderRecord, shown: PartnerOrderUpdate | 'unknown', now: number): Difference[] {
  if (shown === 'unknown') {
    if (GONE.includes(record.state) || record.state === 'expired') return []
    return [
      {
        kind: 'unknownAtPartner',
        message: `The order is ${record.state} here and the partner does not know it`,
        fix: 'Ask the partner what became of it; if it is lost, cancel it in OMS',
      },
    ]
  }
  if (record.state === 'canceled') return aliveAtPartner(shown)
  if (shown.state === 'canceled' && SHIPPED.includes(record.state)) {
    return [
      {
        kind: 'canceledAtPartner',
        message: `The partner canceled the order, and it is ${record.state} here`,
        fix: 'Ask the partner for its return document, or settle it with the shopper',
      },
    ]
  }
  if (!withPartnerUpdate(record, shown, now, '')) return []
  return [
    {
      kind: 'partnerNews',
      message: 'The partner shows more than was told to the marketplace',
      fix: 'Nothing: it is told now',
      repair: { kind: 'partnerNews', update: shown },
    },
  ]
}

function aliveAtPartner({ state }: PartnerOrderUpdate): Difference[] {
  if (state === 'canceled' || state === 'unknown') return []
  if (state === 'open' || state === 'authorized') {
    return [
      {
        kind: 'aliveAtPartner',
        message: `The order is canceled here and ${state} at the partner`,
        fix: 'Nothing: the partner is asked to cancel it',
        repair: { kind: 'cancelAtPartner' },
      },
    ]
  }
  return [
    {
      kind: 'shippedThoughCanceled',
      message: `The order is canceled, and ${state} at the partner`,
      fix: 'Have the partner call the parcel back: the shopper has the money back',
    },
  ]
}
