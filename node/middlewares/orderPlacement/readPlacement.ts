import { BadRequest } from '../../domain/errors'
import { marketplaceOrderId, sellerSkuId } from '../../domain/ids'
import { minorUnits, times, ZERO, add, type MinorUnits } from '../../domain/money'
import { durationMs } from '../../domain/orders/placement/duration'
import { servicesValue, type PlacementLine, type PlacementOrder } from '../../domain/orders/placement/placementOrder'
import { attachmentsOf, servicesOf } from './lineExtras'
import type { PlacementBody, PlacementItem, PlacementLogistics } from './placementBody'

/** Reservation that is kept when an order names none: slips may take days to be paid (PROTOCOL 17.1). */
const DEFAULT_LOCK = '8d'

/**
 * Reads the decision-relevant part of a placed order.
 * @throws BadRequest when a line has no logistics row or no SLA
 */
export function readPlacement(body: PlacementBody, salesChannel: string | undefined): PlacementOrder {
  const rows = new Map(body.shippingData.logisticsInfo.map((row) => [row.itemIndex, row]))
  const lines = body.items.map((item, index) => readLine(item, rows.get(index), index))
  const expected = lines.reduce<MinorUnits>(
    (sum, line) => add(sum, times(line.unitPrice, line.quantity), line.freight, minorUnits(servicesValue(line))),
    ZERO,
  )
  return {
    marketplaceOrderId: marketplaceOrderId(body.marketplaceOrderId),
    ...(salesChannel ? { salesChannel } : {}),
    lines,
    total: minorUnits(body.marketplacePaymentValue ?? expected),
    lockMs: Math.max(
      ...body.shippingData.logisticsInfo.map((row) => durationMs(row.lockTTL) ?? durationMs(DEFAULT_LOCK) ?? 0),
    ),
  }
}

function readLine(item: PlacementItem, row: PlacementLogistics | undefined, index: number): PlacementLine {
  if (!row) throw new BadRequest(`/shippingData/logisticsInfo has no row for item ${index}`)
  if (!row.selectedSla) throw new BadRequest(`/shippingData/logisticsInfo of item ${index} has no selectedSla`)
  const { startDateUtc, endDateUtc } = row.deliveryWindow ?? {}
  const services = servicesOf(item)
  return {
    sku: sellerSkuId(item.id),
    quantity: item.quantity,
    unitPrice: minorUnits(item.price),
    slaId: row.selectedSla,
    channel: row.selectedDeliveryChannel === 'pickup-in-point' ? 'pickup-in-point' : 'delivery',
    freight: minorUnits(row.price ?? 0),
    ...(services.length > 0 ? { services } : {}),
    ...(attachmentsOf(item).length > 0 ? { hasAttachments: true as const } : {}),
    ...(startDateUtc && endDateUtc ? { window: [startDateUtc, endDateUtc] as const } : {}),
  }
}
