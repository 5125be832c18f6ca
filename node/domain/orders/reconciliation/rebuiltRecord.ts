import { sellerOrderIdOf, sellerSkuId, type MarketplaceOrderId, type SellerId } from '../../ids'
import { minorUnits, ZERO, type CurrencyCode, type MinorUnits } from '../../money'
import { authorized } from '../authorization'
import { canceledAtMarketplace } from '../cancellation/canceledElsewhere'
import { owe } from '../owe'
import type { OrderRecord } from '../orderRecord'
import type { PartnerOrderUpdate } from '../partnerOrder'
import { isCanceledAtMarketplace, payability } from '../payable'
import { nextState } from '../states'

/** The part of OMS's order a record is made from (PROTOCOL §11.1). Everything may be absent or null. */
export interface ShownInFull {
  readonly status?: string | null
  readonly isCompleted?: boolean | null
  readonly value?: number | null
  readonly creationDate?: string | null
  readonly salesChannel?: string | null
  readonly sellers?: readonly { readonly id?: string | null }[] | null
  readonly items?: readonly ShownItem[] | null
  readonly shippingData?: { readonly logisticsInfo?: readonly ShownLogistics[] | null } | null
  readonly packageAttachment?: { readonly packages?: readonly ShownPackage[] | null } | null
}

interface ShownItem {
  readonly sellerSku?: string | null
  readonly id?: string | null
  readonly seller?: string | null
  readonly quantity?: number | null
  readonly price?: number | null
}

interface ShownLogistics {
  readonly itemIndex?: number | null
  readonly selectedSla?: string | null
  readonly price?: number | null
}

interface ShownPackage {
  readonly invoiceNumber?: string | null
  readonly invoiceValue?: number | null
  readonly type?: string | null
}

export interface Rebuilding {
  readonly id: MarketplaceOrderId
  readonly sellerId: SellerId
  readonly currency: CurrencyCode
  readonly claimId: string
  readonly receipt: string
  readonly now: number
}

/** Stock is the partner's by now, or has been given back. */
const HELD_MS = 24 * 3_600_000

/**
 * A record that was lost, as OMS and the partner show its order (DESIGN D7). It has no content hash and no story before
 * today; what the partner did and OMS does not show yet is owed by the look that follows.
 */
export function rebuiltRecord(shown: ShownInFull, partner: PartnerOrderUpdate, how: Rebuilding): OrderRecord {
  const { id, now } = how
  const at = new Date(now).toISOString()
  const logistics = shown.shippingData?.logisticsInfo ?? []
  const lines = (shown.items ?? []).flatMap((item, index) => {
    if (item.seller !== undefined && item.seller !== null && item.seller !== how.sellerId) return []
    const slaId = logistics.find(({ itemIndex }) => itemIndex === index)?.selectedSla ?? ''
    const sku = sellerSkuId(item.sellerSku ?? item.id ?? '')
    return [{ sku, quantity: item.quantity ?? 1, unitPrice: whole(item.price), slaId }]
  })
  const base: OrderRecord = {
    schemaVersion: 1,
    marketplaceOrderId: id,
    orderId: sellerOrderIdOf(id),
    sellerId: how.sellerId,
    state: 'received',
    claimId: how.claimId,
    contentHash: '',
    createdAt: shown.creationDate && !Number.isNaN(Date.parse(shown.creationDate)) ? shown.creationDate : at,
    updatedAt: at,
    currency: how.currency,
    ...(shown.salesChannel ? { salesChannel: shown.salesChannel } : {}),
    lines,
    freight: whole(logistics.reduce((sum, { price }) => sum + (price ?? 0), 0)),
    total: whole(shown.value),
    ...(partner.total === undefined || partner.total === whole(shown.value) ? {} : { partnerTotal: partner.total }),
    reservedUntil: new Date(now + HELD_MS).toISOString(),
    confirmedAt: at,
    partnerOrder: { id: partner.partnerId, number: partner.partnerNumber },
    invoices: [],
    packages: [],
    owed: [],
    timeline: {
      entries: [
        { at, decision: 'the record was made again', reason: 'it was lost; OMS and the partner have the order' },
      ],
      dropped: 0,
    },
  }
  return withInvoices(standing(base, shown, partner, how), shown, at)
}

function standing(base: OrderRecord, shown: ShownInFull, partner: PartnerOrderUpdate, how: Rebuilding): OrderRecord {
  if (isCanceledAtMarketplace(shown)) return canceledAtMarketplace(base, how.receipt, how.now)
  const isPaid = payability(shown, how.sellerId) === 'payable'
  const isReleased = !['open', 'canceled', 'unknown'].includes(partner.state)
  if (!isPaid && !isReleased) return base
  const paid = authorized(base, how.receipt, how.now, [])
  // Released there before the record was lost: only our own reservation may be left.
  return isReleased ? { ...paid, owed: owe([], new Date(how.now).toISOString(), 'releaseReservation') } : paid
}

/** Invoices OMS shows are not sent again. */
function withInvoices(record: OrderRecord, { packageAttachment }: ShownInFull, acceptedAt: string): OrderRecord {
  const invoices = (packageAttachment?.packages ?? []).flatMap(({ invoiceNumber, invoiceValue, type }) =>
    invoiceNumber && type !== 'Input' ? [{ number: invoiceNumber, value: whole(invoiceValue), acceptedAt }] : [],
  )
  if (invoices.length === 0) return record
  const sum = invoices.reduce((total, { value }) => total + value, 0)
  const state = nextState(record.state, sum >= record.total ? 'invoiceAll' : 'invoicePartly') ?? record.state
  return { ...record, invoices, state }
}

const whole = (amount: number | null | undefined): MinorUnits =>
  amount !== null && amount !== undefined && Number.isSafeInteger(amount) ? minorUnits(amount) : ZERO
