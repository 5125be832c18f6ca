import type { InvoiceFact, OrderRecord } from '../orderRecord'

/** Accepted, or still to be sent: a document that was given up takes no room. */
export const living =
  ({ owed }: OrderRecord, kind: 'orderInvoice' | 'returnInvoice') =>
  ({ acceptedAt, number }: InvoiceFact) =>
    acceptedAt !== undefined || owed.some(({ dead, id }) => !dead && id === `${kind}:${number}`)
