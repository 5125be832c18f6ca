import type { PartnerInvoice, PartnerPackage, PartnerReturn } from '../../../node/domain/orders/partnerOrder'
import { cents, sku } from '../../unit/fixtures/offers'
import { invoice, parcel } from '../../unit/fixtures/orders'
import { FREIGHT, PRICE, valueOf } from './modelGoods'
import type { PartnerCopy } from './modelPartner'

const goods = (quantity: number) => [{ sku: sku('DRILL'), quantity, unitPrice: cents(PRICE) }]

/** One invoice for everything. */
export const invoicesOf = ({ invoiced, units }: PartnerCopy): PartnerInvoice[] =>
  invoiced ? [invoice('NF-1', valueOf(units), { lines: goods(units) })] : []

/** One parcel with everything. */
export function parcelsOf({ state }: PartnerCopy): PartnerPackage[] {
  if (state !== 'shipped' && state !== 'delivered') return []
  return [parcel('1', 'NF-1', state === 'delivered' ? { deliveredAt: '2026-09-03T10:00:00.000Z' } : {})]
}

/** Units come back one by one, each with a document of its own; the last one with the freight. */
export const returnsOf = ({ returned, units }: PartnerCopy): PartnerReturn[] =>
  Array.from({ length: returned }, (_, index) => ({
    number: `RET-${index + 1}`,
    issuedAt: '2026-09-05T09:00:00.000Z',
    total: cents(PRICE + (index + 1 === units ? FREIGHT : 0)),
    lines: goods(1),
  }))
