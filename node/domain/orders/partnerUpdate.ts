import { canceledByPartner } from './cancellation/canceledElsewhere'
import { cancellationRefused } from './cancellation/cancellationDecision'
import { endChange } from './changes/changeRefused'
import { living } from './invoices/livingDocuments'
import { factsOf } from './invoices/marketplaceValue'
import { moved } from './moved'
import { appendTimeline, type InvoiceFact, type OrderRecord } from './orderRecord'
import { owedStep, type OwedStep } from './owedStep'
import { parcelNews, renumbered } from './tracking/parcelNews'
import type { PartnerOrderUpdate } from './partnerOrder'
import { withReturns } from './invoices/returns'

/**
 * What the partner did since we last looked, as steps owed to the marketplace: an invoice first, its tracking after it,
 * delivery and returns last (PROTOCOL §9). Looking twice owes nothing twice.
 * @param receipt a new receipt, for the case that the partner's own cancellation answers the marketplace
 * @returns undefined when there is nothing new
 */
export function withPartnerUpdate(
  before: OrderRecord,
  update: PartnerOrderUpdate,
  now: number,
  receipt: string,
): OrderRecord | undefined {
  if (before.erasedAt) return undefined
  // A question that is on its way to the partner is decided first: invoice and cancellation must not cross (KI 1400005).
  if (before.owed.some((step) => step.kind === 'cancelAtPartner' && isLeased(step, now))) return undefined
  const told = withReturns(withDocuments(inHandling(before, update, now), update, now), update.returns ?? [], now)
  const record = update.state === 'canceled' ? (canceledByPartner(told, receipt, now) ?? told) : told
  return record === before ? undefined : record
}

/** The partner packs or has packed (PROTOCOL §16, "start"). */
const inHandling = (record: OrderRecord, { state }: PartnerOrderUpdate, now: number): OrderRecord =>
  (state === 'partiallyShipped' || state === 'shipped') && record.state === 'authorized'
    ? (moved(record, 'startHandling', now) ?? record)
    : record

function withDocuments(before: OrderRecord, update: PartnerOrderUpdate, now: number): OrderRecord {
  const at = new Date(now).toISOString()
  const isNew = update.invoices.some(({ number }) => before.invoices.every((fact) => fact.number !== number))
  // An invoice waits for a change that is under way; one nobody has begun comes too late (KI 1348894, AC-85).
  const { record, waitFor } = isNew
    ? endChange(before, 'the partner invoiced the order', now)
    : { record: before, waitFor: [] }
  const known = new Set(record.invoices.map(({ number }) => number))
  // What is invoiced after the end is not sent: VTEX takes no invoice of a canceled order (PROTOCOL §16).
  const newInvoices = takesInvoices(record) ? update.invoices.filter(({ number }) => !known.has(number)) : []
  const invoiced = new Set([...known, ...newInvoices.map(({ number }) => number)])
  const { packages, steps } = parcelNews(record, renumbered(record, update.packages), invoiced, at)
  const news: OwedStep[] = [...newInvoices.map(({ number }) => owedStep('orderInvoice', at, number, waitFor)), ...steps]
  const fresh = news.filter((step) => !record.owed.some(({ id }) => id === step.id))
  if (fresh.length === 0) return record
  // A partner that invoices while it is asked to cancel has decided: the invoice is the refusal (PROTOCOL §8.1).
  const facts = factsOf(record, newInvoices, record.invoices.filter(living(record, 'orderInvoice')))
  const decided = newInvoices.length > 0 ? cancellationRefused(record, 'the partner invoiced the order', now) : record
  return {
    ...decided,
    invoices: [...record.invoices, ...facts],
    packages,
    owed: [...decided.owed, ...fresh],
    timeline: appendTimeline(decided.timeline, [
      {
        at,
        decision: 'the partner moved on',
        reason: [...fresh.map(({ id }) => id), ...facts.flatMap(otherAmount)].join(', '),
      },
    ]),
  }
}

const otherAmount = ({ documentValue, number, value }: InvoiceFact) =>
  documentValue === undefined ? [] : [`${number} over ${documentValue} is told as ${value}`]

const takesInvoices = ({ state }: OrderRecord) => state !== 'canceled' && state !== 'cancelRequestedBySeller'

const isLeased = (step: OwedStep, now: number) => step.leaseUntil !== undefined && Date.parse(step.leaseUntil) > now
