import { randomUUID } from 'crypto'

import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { MarketplaceRejected } from '../../domain/errors'
import { canceledAtMarketplace } from '../../domain/orders/cancellation'
import { invoiceProblem, invoiceRows } from '../../domain/orders/invoiceRules'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { isCanceledAtMarketplace } from '../../domain/orders/payable'
import { nextState } from '../../domain/orders/states'
import type { OwedStep } from '../../domain/orders/owedStep'
import type { InvoiceBody } from '../../typings/oms'
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

  const refused = await rejection(work, record, {
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
  if (refused) return refused
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

/** A refusal is classified by what OMS says of the order; never sent again blindly (AC-77). */
async function rejection(work: SellerWork, record: OrderRecord, body: InvoiceBody): Promise<StepOutcome | undefined> {
  const { marketplaceOrderId: id } = record
  try {
    await work.marketplaceOrders.sendInvoice(id, body)
    return undefined
  } catch (error) {
    if (!(error instanceof MarketplaceRejected) || (error.status !== 400 && error.status !== 409)) throw error
    if (!isCanceledAtMarketplace(await work.marketplaceOrders.readOrder(id))) throw error
    const now = work.clock.now()
    return { kind: 'done', change: (current) => canceledAtMarketplace(current, randomUUID(), now) }
  }
}
