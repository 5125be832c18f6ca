import type { PartnerOrderUpdate } from '../partnerOrder'

/** Other characters break tracking and the status change (KI 631970, 409225, 953285, 1302085). */
export const USABLE_NUMBER = /^[A-Za-z0-9-]{1,80}$/

/**
 * The partner's documents under numbers VTEX can work with: what is neither letter nor digit becomes `-` (`A/1 #2` is
 * `A-1-2`). Where two numbers would become one, the partner's own is kept, and is refused when it is to be sent.
 */
export function withUsableNumbers(update: PartnerOrderUpdate): PartnerOrderUpdate {
  const raw = [...new Set([...update.invoices, ...(update.returns ?? [])].map(({ number }) => number))]
  if (raw.every((number) => USABLE_NUMBER.test(number))) return update
  const candidates = raw.map(candidateFor)
  const isTaken = (candidate: string) => candidates.filter((other) => other === candidate).length > 1
  const usable = new Map(raw.map((number, at) => [number, isTaken(candidates[at]) ? number : candidates[at]] as const))
  const renamed = <T extends { readonly number: string }>(document: T): T => ({
    ...document,
    number: usable.get(document.number) ?? document.number,
  })
  return {
    ...update,
    invoices: update.invoices.map(renamed),
    packages: update.packages.map((parcel) => ({
      ...parcel,
      invoiceNumber: usable.get(parcel.invoiceNumber) ?? parcel.invoiceNumber,
    })),
    ...(update.returns ? { returns: update.returns.map(renamed) } : {}),
  }
}

function candidateFor(number: string): string {
  if (USABLE_NUMBER.test(number)) return number
  const text = number
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80)
  return text === '' ? number : text
}
