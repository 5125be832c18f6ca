import { GONE, type Difference, type ShownOrder } from './difference'
import type { OrderRecord } from '../orderRecord'
import { isCanceledAtMarketplace, payability } from '../payable'
import { allows } from '../states'

/** What OMS shows otherwise than our record. @param shown `unknown`: OMS has no such order */
export function differencesFromMarketplace(record: OrderRecord, shown: ShownOrder | 'unknown'): Difference[] {
  const standing = payability(shown === 'unknown' ? undefined : shown, record.sellerId)
  if (shown === 'unknown' || standing === 'notOurs') {
    if (GONE.includes(record.state) || record.state === 'expired' || record.state === 'received') return []
    return [
      {
        kind: 'unknownAtMarketplace',
        message: `The order is ${record.state} here and OMS does not show it as this seller's`,
        fix: 'Look for the order in OMS; if it is gone, cancel it at the partner',
      },
    ]
  }
  if (isCanceledAtMarketplace(shown)) return canceledThere(record)
  if (standing === 'payable' && !record.authorization && allows(record.state, 'authorize')) {
    return [
      {
        kind: 'missedAuthorization',
        message: 'OMS shows the order as paid, the call that says so never came',
        fix: 'Nothing: it is authorized now',
        repair: { kind: 'marketplaceStanding', standing },
      },
    ]
  }
  if (record.state === 'canceled') {
    return [
      {
        kind: 'liveAtMarketplace',
        message: `The order is canceled here and ${shown.status ?? 'without status'} in OMS`,
        fix: 'Cancel the order in OMS: the partner does not ship it',
      },
    ]
  }
  return invoicesMissing(record, shown)
}

function canceledThere(record: OrderRecord): Difference[] {
  if (GONE.includes(record.state)) return []
  if (allows(record.state, 'cancel')) {
    return [
      {
        kind: 'missedCancellation',
        message: 'OMS shows the order as canceled, nobody asked us',
        fix: 'Nothing: it is canceled here and at the partner now',
        repair: { kind: 'marketplaceStanding', standing: 'canceled' },
      },
    ]
  }
  return [
    {
      kind: 'canceledAfterInvoice',
      message: `OMS shows the order as canceled, and it is ${record.state} here`,
      fix: 'The shopper has the money back: call the parcel back, or have the partner settle it',
    },
  ]
}

function invoicesMissing(record: OrderRecord, { packageAttachment }: ShownOrder): Difference[] {
  const packages = packageAttachment?.packages
  if (!packages) return []
  const shown = new Set(packages.map(({ invoiceNumber }) => invoiceNumber))
  const ours = new Set(
    [...record.invoices, ...(record.returns ?? [])].flatMap(({ number, replacedBy }) => [number, replacedBy ?? number]),
  )
  const missing = record.invoices
    .filter(({ number, acceptedAt, replacedBy }) => acceptedAt && !replacedBy && !shown.has(number))
    .map(({ number }): Difference => ({
      kind: 'missingInvoice',
      message: `VTEX took invoice ${number} and does not show it`,
      fix: 'Nothing: it is sent again under its number',
      repair: { kind: 'resendInvoice', number },
    }))
  const foreign = packages.flatMap(({ invoiceNumber }) =>
    invoiceNumber && !ours.has(invoiceNumber) ? [invoiceNumber] : [],
  )
  return foreign.length === 0
    ? missing
    : [
        ...missing,
        {
          kind: 'foreignInvoice',
          message: `OMS shows invoices that were not sent from here: ${foreign.slice(0, 3).join(', ')}`,
          fix: 'Somebody sent them by hand: make sure that the partner does not send the same goods on another one',
        },
      ]
}
