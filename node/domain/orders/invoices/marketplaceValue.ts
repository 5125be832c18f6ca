import { share, type MinorUnits } from '../../money'
import type { InvoiceFact, OrderRecord } from '../orderRecord'

/**
 * What a document of the partner is worth to the marketplace. The partner counts what it was told; the marketplace pays
 * another amount where its own promotions or its own freight come in. All of the one is all of the other: the parts of
 * several documents add up exactly.
 * @param others the documents that count besides this one
 */
export function marketplaceValue(
  { partnerTotal, total }: Pick<OrderRecord, 'partnerTotal' | 'total'>,
  document: { readonly number: string; readonly total: MinorUnits },
  others: readonly InvoiceFact[],
): MinorUnits {
  if (partnerTotal === undefined || partnerTotal <= 0) return document.total
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0)
  const before = others.filter(({ number }) => number !== document.number)
  const onPaper = sum(before.map(({ documentValue, value }) => documentValue ?? value)) + document.total
  return (share(total, onPaper, partnerTotal) - sum(before.map(({ value }) => value))) as MinorUnits
}

/** The fact that is kept of a document. */
export function factOf(
  record: Pick<OrderRecord, 'partnerTotal' | 'total'>,
  document: { readonly number: string; readonly total: MinorUnits },
  others: readonly InvoiceFact[],
): InvoiceFact {
  const { number, total } = document
  const value = marketplaceValue(record, document, others)
  return { number, value, ...(value === total ? {} : { documentValue: total }) }
}

/** Facts of several new documents, one after the other. */
export const factsOf = (
  record: Pick<OrderRecord, 'partnerTotal' | 'total'>,
  documents: readonly { readonly number: string; readonly total: MinorUnits }[],
  others: readonly InvoiceFact[],
): InvoiceFact[] =>
  documents.reduce<InvoiceFact[]>((facts, document) => [...facts, factOf(record, document, [...others, ...facts])], [])

/** The document with the amount the marketplace is told; as it was told before, unless the paper changed since. */
export function asTold<T extends { readonly number: string; readonly total: MinorUnits }>(
  record: Pick<OrderRecord, 'partnerTotal' | 'total'>,
  document: T,
  facts: readonly InvoiceFact[],
): T {
  const known = facts.find(({ number }) => number === document.number)
  if (known && (known.documentValue ?? known.value) === document.total) return { ...document, total: known.value }
  return { ...document, total: marketplaceValue(record, document, facts) }
}
