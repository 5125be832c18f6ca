import type { PartnerInvoice } from '../partner'
import type { PartnerReturn } from '../../../domain/orders/partnerOrder'
import type { Answer } from './answer'

type Line = PartnerInvoice['lines'][number]

/**
 * Returns of an invoiced order: Vendure has no return document, but a refund that names order lines is the shop's word
 * that goods came back and money goes out. Counted once it is settled; a refund without lines is goodwill, of which the
 * marketplace's protocol knows nothing (PROTOCOL 17.9).
 * @param lineOf the order line as it stands on the invoice, of one unit
 */
export function returnsOf(order: Answer, lineOf: (line: Answer) => Omit<Line, 'quantity'>): PartnerReturn[] {
  const goods = new Map(
    order
      .get('lines')
      .list()
      .map((line) => [line.get('id').id(), lineOf(line)] as const),
  )
  return order
    .get('payments')
    .list()
    .flatMap((payment) => payment.get('refunds').list())
    .filter((refund) => refund.get('state').text() === 'Settled')
    .map((refund) => ({
      number: `REFUND-${refund.get('id').id()}`,
      issuedAt: refund.get('updatedAt').time(),
      total: refund.get('total').amount(),
      lines: linesOf(refund, goods),
    }))
    .filter(({ lines, total }) => lines.length > 0 && total > 0)
}

const linesOf = (refund: Answer, goods: ReadonlyMap<string, Omit<Line, 'quantity'>>): Line[] =>
  refund
    .get('lines')
    .list()
    .flatMap((line) => {
      const unit = goods.get(line.get('orderLineId').id())
      const quantity = line.get('quantity').integer()
      return unit && quantity > 0 ? [{ ...unit, quantity }] : []
    })
