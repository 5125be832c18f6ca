import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { invoiceAccepted } from '../../domain/orders/invoices/invoiceAccepted'
import { invoiceProblem } from '../../domain/orders/invoices/invoiceRules'
import { living } from '../../domain/orders/invoices/livingDocuments'
import { asTold } from '../../domain/orders/invoices/marketplaceValue'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import { deliverInvoice } from './deliverInvoice'
import { endChangesAtVtex } from './endChangesAtVtex'
import { partnerDocuments } from './partnerDocuments'
import type { StepOutcome } from './stepOutcome'

/** Sends a sale invoice (PROTOCOL §9.1): the partner's, or the one an operator gave. */
export async function sendInvoice(
  work: SellerWork,
  record: OrderRecord,
  step: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  const invoices = step.invoice ? [step.invoice] : (await partnerDocuments(work, record, budget)).invoices
  const shown = invoices.find(({ number }) => number === step.ref)
  if (!shown) return { kind: 'later', reason: 'The partner does not show this invoice any more' }
  // What an operator gives is the marketplace's amount already.
  const counted = record.invoices.filter(living(record, 'orderInvoice'))
  const invoice = step.invoice ? shown : asTold(record, shown, counted)
  const problem = invoiceProblem(record, invoice, invoices)
  if (problem) return { kind: 'dead', reason: `Not sent: ${problem}` }

  if (record.changes) await endChangesAtVtex(work, record.marketplaceOrderId)
  const refused = await deliverInvoice(work, record, 'Output', invoice)
  if (refused) return refused
  const now = work.clock.now()
  return { kind: 'done', change: (current) => invoiceAccepted(current, invoice, now) }
}
