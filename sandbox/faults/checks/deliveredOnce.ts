import type { InvoiceFact } from '../../../node/domain/orders/orderRecord'
import type { MarketplaceOrder } from '../../marketplace/order'
import type { PartnerCopy, Rule } from './finalOrder'

/** Each document and parcel of the partner arrived at the marketplace once and as it is; each payment at the partner. */
export const deliveredOnce: Rule = ({ atMarketplace, record, atPartner: [copy] }) => {
  if (!atMarketplace || !copy || !record) return undefined
  if (copy.paid !== (copy.state === 'open' ? 0 : copy.paid && copy.total))
    return `the partner was paid ${copy.paid} of ${copy.total}`
  if (atMarketplace.status === 'canceled') return undefined
  const dead = new Set(record.owed.filter((step) => step.dead).map(({ id }) => id))
  const { packages } = atMarketplace
  const shown = new Set(packages.map(({ trackingNumber }) => trackingNumber))
  const missing = copy.packages.find(({ trackingNumber }) => trackingNumber && !shown.has(trackingNumber))
  const sent = (facts: readonly InvoiceFact[] = [], step: string): Sent => ({
    packages,
    facts,
    isDead: (number) => dead.has(`${step}:${number}`),
  })
  return (
    documentsWrong('Output', copy.invoices, sent(record.invoices, 'orderInvoice')) ??
    documentsWrong('Input', copy.returns, sent(record.returns, 'returnInvoice')) ??
    paidInPart(atMarketplace, copy, dead.size > 0) ??
    (missing && copy.invoices.length > 0 && dead.size === 0
      ? `parcel ${missing.trackingNumber} was never told`
      : undefined)
  )
}

interface Sent {
  readonly packages: MarketplaceOrder['packages']
  /** What the marketplace is told may be another amount than the paper's: its own promotions and freight are in it. */
  readonly facts: readonly InvoiceFact[]
  readonly isDead: (number: string) => boolean
}

function documentsWrong(
  type: MarketplaceOrder['packages'][number]['type'],
  written: PartnerCopy['invoices'],
  { facts, isDead, packages }: Sent,
): string | undefined {
  const sent = packages.filter((one) => one.type === type)
  for (const { number, total } of written) {
    const times = sent.filter(({ invoiceNumber }) => invoiceNumber === number)
    if (times.length === 0 && isDead(number)) continue
    if (times.length !== 1) return `${type} ${number} is ${times.length} times at the marketplace`
    const fact = facts.find((one) => one.number === number)
    if (times[0]!.invoiceValue !== fact?.value || (fact.documentValue ?? fact.value) !== total)
      return `${type} ${number} has another value at the marketplace`
  }
  return sent.length > written.length ? `the marketplace has an ${type} nobody wrote` : undefined
}

/** All of the partner's invoices are all of the marketplace's order, to the cent. */
function paidInPart(order: MarketplaceOrder, { invoices, total }: PartnerCopy, isDead: boolean): string | undefined {
  const onPaper = invoices.reduce((sum, one) => sum + one.total, 0)
  return onPaper === total && order.status !== 'invoiced' && !isDead
    ? `everything is invoiced, and the marketplace has it in ${order.status}`
    : undefined
}
