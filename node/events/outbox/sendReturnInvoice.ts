import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { returnProblem } from '../../domain/orders/invoices/invoiceRules'
import { living } from '../../domain/orders/invoices/livingDocuments'
import { asTold } from '../../domain/orders/invoices/marketplaceValue'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import { returnAccepted } from '../../domain/orders/invoices/returns'
import { deliverInvoice } from './deliverInvoice'
import { partnerDocuments } from './partnerDocuments'
import type { StepOutcome } from './stepOutcome'

/** Sends a return invoice (type Input): VTEX refunds the shopper by itself (PROTOCOL §9.1). */
export async function sendReturnInvoice(
  work: SellerWork,
  record: OrderRecord,
  step: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  const returns = step.invoice ? [step.invoice] : ((await partnerDocuments(work, record, budget)).returns ?? [])
  const shown = returns.find(({ number }) => number === step.ref)
  if (!shown) return { kind: 'later', reason: 'The partner does not show this return any more' }
  const counted = (record.returns ?? []).filter(living(record, 'returnInvoice'))
  const invoice = step.invoice ? shown : asTold(record, shown, counted)
  const problem = returnProblem(record, invoice, returns)
  if (problem) return { kind: 'dead', reason: `Not sent: ${problem}` }

  const refused = await deliverInvoice(work, record, 'Input', invoice)
  if (refused) return refused
  const now = work.clock.now()
  return { kind: 'done', change: (current) => returnAccepted(current, invoice.number, invoice.total, now) }
}
