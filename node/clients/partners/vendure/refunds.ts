import type { PartnerReturn } from '../../../domain/orders/partnerOrder'
import type { PartnerInvoice } from '../partner'
import type { Answer } from './answer'

type Unit = Omit<PartnerInvoice['lines'][number], 'quantity'>

/** Times of a refund have whole seconds, that of the invoice what the shop wrote (PARTNERS §3, trap 12). */
const SECOND_MS = 1_000

/** Refunds that name order lines and were made after the invoice; one before it gave back what is not on the invoice. */
export const refundsAfter = (order: Answer, invoicedAt: string): Answer[] =>
  order
    .get('payments')
    .list()
    .flatMap((payment) => payment.get('refunds').list())
    .filter((refund) => refund.get('state').text() !== 'Failed')
    .filter((refund) => Date.parse(refund.get('createdAt').time()) + SECOND_MS > Date.parse(invoicedAt))

/** Units of each order line that came back: the shop takes them off the order, the invoice still has them. */
export function unitsBack(refunds: readonly Answer[]): Map<string, number> {
  const units = new Map<string, number>()
  for (const line of refunds.flatMap((refund) => refund.get('lines').list())) {
    const id = line.get('orderLineId').id()
    units.set(id, (units.get(id) ?? 0) + line.get('quantity').integer())
  }
  return units
}

/**
 * Returns of an invoiced order: Vendure has no return document, but a refund that names order lines is the shop's word
 * that goods came back and money goes out. Counted once it is settled; a refund without lines is goodwill, of which the
 * marketplace's protocol knows nothing (PROTOCOL 17.9).
 * @param unitOf SKU and price of one unit of an order line
 */
export function returnsOf(order: Answer, refunds: readonly Answer[], unitOf: (line: Answer) => Unit): PartnerReturn[] {
  const goods = new Map(
    order
      .get('lines')
      .list()
      .map((line) => [line.get('id').id(), unitOf(line)] as const),
  )
  return refunds
    .filter((refund) => refund.get('state').text() === 'Settled')
    .map((refund) => ({
      number: `REFUND-${refund.get('id').id()}`,
      issuedAt: refund.get('updatedAt').time(),
      total: refund.get('total').amount(),
      lines: [...unitsBack([refund])].flatMap(([id, quantity]) => {
        const unit = goods.get(id)
        return unit && quantity > 0 ? [{ ...unit, quantity }] : []
      }),
    }))
    .filter(({ lines, total }) => lines.length > 0 && total > 0)
}
