import { contentOf } from '../../../../../node/domain/orders/placement/contentOf'
import type { PlacementLine, PlacementOrder } from '../../../../../node/domain/orders/placement/placementOrder'
import { cents, sku } from '../../../fixtures/offers'
import { orderLine, placementOrder } from '../../../fixtures/orders'
import { DAY } from '../../../fixtures/movableClock'

const [line] = placementOrder().lines
const withLine = (changes: Partial<PlacementLine>) => placementOrder({ lines: [{ ...line, ...changes }] })

describe('the content of an order', () => {
  it.each<[string, PlacementOrder]>([
    ['the reservation time', placementOrder({ lockMs: DAY })],
    ['the trade policy', placementOrder({ salesChannel: '2' })],
  ])('is the same when only %s differs', (_what, order) => {
    expect(contentOf(order)).toBe(contentOf(placementOrder()))
  })

  it.each<[string, PlacementOrder]>([
    ['SKU', withLine({ sku: sku('SAW') })],
    ['quantity', withLine({ quantity: 3 })],
    ['unit price', withLine({ unitPrice: cents(1) })],
    ['SLA', withLine({ slaId: 'express' })],
    ['channel', withLine({ channel: 'pickup-in-point' })],
    ['freight', withLine({ freight: cents(1) })],
    ['delivery window', withLine({ window: ['2026-09-02T15:00:00Z', '2026-09-02T18:00:00Z'] })],
    ['payment value', placementOrder({ total: cents(1) })],
    ['number of lines', placementOrder({ lines: [line, orderLine('SAW', 1, 100)] })],
  ])('is another one when its %s differs', (_what, order) => {
    expect(contentOf(order)).not.toBe(contentOf(placementOrder()))
  })
})
