import { BadRequest, StepRefused } from '../../errors'
import { cancellationRefused } from '../cancellation/cancellationDecision'
import { endChange } from '../changes/changeRefused'
import { invoiceProblem, returnProblem } from './invoiceRules'
import { moved } from '../moved'
import { appendTimeline, type InvoiceFact, type OrderRecord } from '../orderRecord'
import { owedStep, type OwedStep } from '../owedStep'
import type { PartnerInvoice } from '../partnerOrder'
import { allows } from '../states'

export interface OperatorInvoice {
  readonly type: 'Output' | 'Input'
  readonly invoice: PartnerInvoice
  /** Number of an invoice of the partner that VTEX did not take: this one is sent instead. */
  readonly replaces?: string
}

/**
 * An operator sends an invoice, or a correct one instead of one that was given up. It goes out like any other; its content
 * is kept until VTEX has it. The same invoice again changes nothing.
 * @throws BadRequest when VTEX would not take it; StepRefused when the order takes none, or its number is used
 */
export function operatorInvoice(
  record: OrderRecord,
  { invoice, replaces, type }: OperatorInvoice,
  now: number,
): OrderRecord {
  const isSale = type === 'Output'
  const facts = (isSale ? record.invoices : record.returns) ?? []
  const known = facts.find(({ number }) => number === invoice.number)
  if (known?.acceptedAt) {
    if (known.value === invoice.total) return record
    throw new StepRefused('ORD038', `Invoice ${invoice.number} was accepted with another value`)
  }
  const before = replaces === undefined ? record : withoutGivenUp(record, replaces, invoice.number)
  const problem = isSale ? invoiceProblem(before, invoice) : returnProblem(before, invoice)
  if (problem) throw new BadRequest(`Not sent: ${problem}`)
  return isSale ? invoiced(before, invoice, now) : returned(before, invoice, now)
}

function invoiced(before: OrderRecord, invoice: PartnerInvoice, now: number): OrderRecord {
  // An invoice is how a cancellation is refused (PROTOCOL §8.1).
  const decided = cancellationRefused(before, 'the operator invoiced the order', now)
  if (!allows(decided.state, 'invoiceAll')) throw closed(before)
  const { record, waitFor } = endChange(decided, 'the operator invoiced the order', now)
  const step = { ...owedStep('orderInvoice', iso(now), invoice.number, waitFor), invoice }
  return noted(
    { ...record, invoices: withFact(record.invoices, invoice), owed: withStep(record.owed, step) },
    step,
    now,
  )
}

function returned(before: OrderRecord, invoice: PartnerInvoice, now: number): OrderRecord {
  const record = moved(before, 'openReturn', now)
  if (!record) throw closed(before)
  const step = { ...owedStep('returnInvoice', iso(now), invoice.number), invoice }
  const returns = withFact(record.returns ?? [], invoice)
  return noted({ ...record, returns, owed: withStep(record.owed, step) }, step, now)
}

function withoutGivenUp(record: OrderRecord, replaced: string, by: string): OrderRecord {
  const fact = record.invoices.find(({ number }) => number === replaced)
  const isDead = record.owed.some(({ dead, id }) => dead && id === `orderInvoice:${replaced}`)
  if (!fact || fact.acceptedAt || !(isDead || fact.replacedBy === by)) {
    throw new StepRefused('ORD038', 'The invoice to be replaced was not given up')
  }
  const [gone, next] = [`orderInvoice:${replaced}`, `orderInvoice:${by}`]
  return {
    ...record,
    invoices: record.invoices.map((one) => (one === fact ? { ...one, replacedBy: by } : one)),
    owed: record.owed
      .filter(({ id }) => id !== gone)
      .map((step) => ({ ...step, after: step.after.map((id) => (id === gone ? next : id)) })),
  }
}

const withFact = (facts: readonly InvoiceFact[], { number, total }: PartnerInvoice): InvoiceFact[] => [
  ...facts.filter((fact) => fact.number !== number),
  { number, value: total },
]

const withStep = (owed: readonly OwedStep[], step: OwedStep): OwedStep[] => [
  ...owed.filter(({ id }) => id !== step.id),
  step,
]

const noted = (record: OrderRecord, { id }: OwedStep, now: number): OrderRecord => ({
  ...record,
  timeline: appendTimeline(record.timeline, [{ at: iso(now), decision: 'the operator sends an invoice', reason: id }]),
})

const closed = ({ marketplaceOrderId, state }: OrderRecord) =>
  new StepRefused('ORD039', `Order ${marketplaceOrderId} is ${state} and takes no such invoice`)

const iso = (time: number) => new Date(time).toISOString()
