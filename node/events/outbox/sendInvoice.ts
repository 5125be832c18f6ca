import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { invoiceProblem, invoiceRows } from '../../domain/orders/invoiceRules'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { nextState } from '../../domain/orders/states'
import type { OwedStep } from '../../domain/orders/owedStep'
import { partnerDocuments } from './partnerDocuments'
import type { StepOutcome } from './stepOutcome'

/** Sends a sale invoice (PROTOCOL §9.1). Repeating it is safe: VTEX knows invoices by their number. */
export async function sendInvoice(
  work: SellerWork,
  record: OrderRecord,
  { ref }: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  const { invoices } = await partnerDocuments(work, record, budget)
  const invoice = invoices.find(({ number }) => number === ref)
  if (!invoice) return { kind: 'later', reason: 'The partner does not show this invoice any more' }
  const problem = invoiceProblem(record, invoice)
  if (problem) return { kind: 'dead', reason: `Not sent: ${problem}` }

  await work.marketplaceOrders.sendInvoice(record.marketplaceOrderId, {
    type: 'Output',
    issuanceDate: invoice.issuedAt,
    invoiceNumber: invoice.number,
    invoiceValue: invoice.total,
    invoiceKey: invoice.key ?? null,
    invoiceUrl: invoice.url ?? null,
    embeddedInvoice: null,
    courier: '',
    trackingNumber: '',
    trackingUrl: '',
    dispatchedDate: null,
    items: invoiceRows(invoice),
  })
  const acceptedAt = new Date(work.clock.now()).toISOString()
  return {
    kind: 'done',
    change: (current) => {
      const accepted = current.invoices.map((fact) =>
        fact.number === invoice.number ? { ...fact, value: invoice.total, acceptedAt } : fact,
      )
      const sum = accepted.reduce((total, fact) => total + (fact.acceptedAt ? fact.value : 0), 0)
      const state = nextState(current.state, sum >= current.total ? 'invoiceAll' : 'invoicePartly') ?? current.state
      return { ...current, invoices: accepted, state }
    },
  }
}
