import type { OrderRecord } from '../../../node/domain/orders/orderRecord'
import { isInProgress } from './modelChange'
import { valueOf } from './modelGoods'
import type { OmsState } from './modelOms'
import { invoicesOf, returnsOf } from './modelPaper'
import type { PartnerCopy } from './modelPartner'
import { isRefunded, recordOf, unitsPromised, when } from './modelSides'
import type { ModelState } from './modelWorld'

/** What must hold when everybody had all the time they need. */
export function brokenAtTheEnd(state: ModelState): string[] {
  const record = recordOf(state)
  const [copy] = state.partner.orders
  const { oms } = state
  const owed = record?.owed.map(({ id, dead, lastError }) => `${id}${dead ? ' (dead)' : ''}: ${lastError ?? ''}`) ?? []
  const sides =
    `${oms.status} at the marketplace, ${record?.state ?? 'nothing'} on record, ${copy?.state ?? 'nothing'} at the partner` +
    (oms.change ? `, the change ${oms.change.status}` : '')
  return [
    ...when(!agree(oms, record, copy), sides),
    ...when(owed.length > 0, `still owed: ${owed.join(', ')}; ${sides}`),
    ...when(unitsPromised(state) > 0, `${unitsPromised(state)} units are still promised; ${sides}`),
    ...unequal(oms, record, copy).map((what) => `${what}; ${sides}`),
  ]
}

/** Where the order stands is the same for all three. */
function agree(oms: OmsState, record: OrderRecord | undefined, copy: PartnerCopy | undefined): boolean {
  const gone = copy === undefined || copy.state === 'canceled'
  switch (oms.status) {
    case 'nothing':
    case 'order-create-error':
      return gone
    case 'canceled':
      return gone && (!record || ['canceled', 'failed'].includes(record.state))
    case 'payment-pending':
      return copy?.state === 'open' && ['received', 'expired'].includes(record?.state ?? '')
    case 'payment-approved':
      if (copy?.state === 'shipped' && record && partnerKept(record)) return record.state === 'partiallyInvoiced'
      return copy?.state === 'authorized' && record?.state === 'authorized'
    case 'request-cancel':
      return false
    case 'invoiced':
      return record !== undefined && copy !== undefined && isSoldWell(oms, record, copy)
  }
}

function isSoldWell(oms: OmsState, record: OrderRecord, copy: PartnerCopy): boolean {
  // Nobody but people gets out of this: the marketplace cancels no invoiced order.
  if (copy.state === 'canceled') return !isRefunded(oms) && record.alerts?.includes('partnerCanceledTooLate') === true
  if (copy.state === 'authorized') return record.state === 'invoiced'
  const told = oms.tracked && (copy.state === 'shipped' || oms.delivered)
  const state = copy.returned > 0 ? 'returned' : copy.state === 'shipped' ? 'dispatched' : 'delivered'
  return told && record.state === state
}

/** Shipped as changed, and VTEX gave the change up: only people settle what is missing. */
const partnerKept = ({ alerts, changes }: OrderRecord) =>
  alerts?.includes('partnerKeptChange') === true && changes?.some(({ state }) => state === 'refused') === true

/** What a living order is about, and its papers, are the same for all three. */
function unequal(oms: OmsState, record: OrderRecord | undefined, copy: PartnerCopy | undefined): string[] {
  if (!record || !copy || oms.status === 'canceled' || oms.status === 'order-create-error') return []
  // Each with its own amount: no rule of the marketplace's says which comes first.
  const papers = [...invoicesOf(copy), ...returnsOf(copy)].map(({ number, total }) => `${number} ${total}`).sort()
  const sent = oms.invoices.map(({ number, value }) => `${number} ${value}`).sort()
  const units = record.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return [
    ...when(papers.join() !== sent.join(), `the partner wrote ${papers.join()}, the marketplace has ${sent.join()}`),
    ...when(
      (copy.units !== oms.units && !partnerKept(record)) || units !== oms.units || record.total !== valueOf(oms.units),
      `${oms.units} units at the marketplace, ${units} for ${record.total} on record, ${copy.units} at the partner`,
    ),
    ...when(isInProgress(oms.change), 'the change has no end'),
  ]
}
