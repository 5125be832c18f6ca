import type { SellerWork } from '../../clients/sellerWork'
import { alerted, calmed } from '../../domain/orders/orderAlerts'
import { appendTimeline, type OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import type { MarketplaceOrder, MarketplacePackage } from '../../typings/oms'
import { DONE, type StepOutcome } from './stepOutcome'

/**
 * Looks how VTEX matched an invoice with the lines of the order (AC-96): it accepts what it cannot match, and such an
 * order is never shown as delivered (KI 547053). Nothing is sent again by itself.
 */
export async function checkInvoice(
  work: SellerWork,
  { marketplaceOrderId }: OrderRecord,
  step: OwedStep,
): Promise<StepOutcome> {
  const { ref, rows = [] } = step
  const order = await work.marketplaceOrders.readOrder(marketplaceOrderId)
  const packages = order?.packageAttachment?.packages
  if (!order || !packages) return DONE
  const shown = packages.find(({ invoiceNumber }) => invoiceNumber === ref)
  if (!shown) return { kind: 'later', reason: 'OMS does not show the invoice yet' }
  const now = work.clock.now()
  if (isMatched(order, shown, rows)) {
    return { kind: 'done', change: (current) => calmed(current, now, 'invoiceNotMatched') }
  }
  return { kind: 'done', change: (current) => notMatched(current, step, now) }
}

function notMatched(record: OrderRecord, step: OwedStep, now: number): OrderRecord {
  const decision = `invoice ${step.ref} was not matched with the lines of the order`
  const noted = record.alerts?.includes('invoiceNotMatched')
    ? record
    : {
        ...record,
        timeline: appendTimeline(record.timeline, [{ at: new Date(now).toISOString(), decision }]),
      }
  return alerted(lookAgain(noted, step, now), 'invoiceNotMatched', now)
}

const LOOK_AGAIN_MS = 24 * 3_600_000
const LOOKED_FOR_MS = 14 * LOOK_AGAIN_MS

/** Somebody may mend it in OMS: then the problem goes away by itself. */
function lookAgain(record: OrderRecord, step: OwedStep, now: number): OrderRecord {
  const acceptedAt = record.invoices.find(({ number }) => number === step.ref)?.acceptedAt
  if (acceptedAt === undefined || now > Date.parse(acceptedAt) + LOOKED_FOR_MS) return record
  const { leaseUntil: _done, ...again } = step
  const notBefore = new Date(now + LOOK_AGAIN_MS).toISOString()
  return { ...record, owed: [...record.owed, { ...again, attempts: 0, notBefore }] }
}

function isMatched(order: MarketplaceOrder, shown: MarketplacePackage, sent: NonNullable<OwedStep['rows']>): boolean {
  const units = new Map<string, number>()
  for (const { itemIndex, quantity } of shown.items ?? []) {
    const item = order.items?.[itemIndex ?? -1]
    const sku = item?.sellerSku ?? item?.id
    if (!sku) return false
    units.set(sku, (units.get(sku) ?? 0) + (quantity ?? 0))
  }
  return units.size === sent.length && sent.every(({ quantity, sku }) => units.get(sku) === quantity)
}
