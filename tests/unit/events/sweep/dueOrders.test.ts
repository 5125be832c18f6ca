import { DueMarkers } from '../../../../node/clients/storage/dueMarkers'
import { marketplaceOrderId, sellerId } from '../../../../node/domain/ids'
import { minuteOf } from '../../../../node/domain/orders/dueMinute'
import { dueOrders } from '../../../../node/events/sweep/dueOrders'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { DAY, HOUR, MINUTE, NOON } from '../../fixtures/movableClock'

const listedAllAt = new Date(NOON).toISOString()

function markedOrders() {
  const vbase = new MemoryVBase()
  const markers = new DueMarkers(vbase.records)
  const listed: string[] = []
  vbase.disturbance = (verb, path) => void (verb === 'list' && listed.push(path))
  const mark = (time: number, order: string, seller = 'acme') =>
    markers.mark(minuteOf(time), { sellerId: sellerId(seller), marketplaceOrderId: marketplaceOrderId(order) })
  return { markers, mark, listed }
}

describe('what is due', () => {
  it('is what has a marker for this minute or an earlier one, by seller, the longest waiting first', async () => {
    const { markers, mark } = markedOrders()
    await mark(NOON - 5 * MINUTE, 'late')
    await mark(NOON - 90 * MINUTE, 'later')
    await mark(NOON, 'now')
    await mark(NOON + MINUTE, 'soon')
    await mark(NOON, 'other', 'zeta')
    const { bySeller } = await dueOrders(markers, {}, NOON)
    const orders = (seller: string) => bySeller.get(seller)?.map((order) => order.markers[0].orderKey)
    expect(orders('acme')).toEqual(['later', 'late', 'now'])
    expect(orders('zeta')).toEqual(['other'])
  })

  it('is one order, however many markers it has', async () => {
    const { markers, mark } = markedOrders()
    for (const minutes of [50, 10, 30]) await mark(NOON - minutes * MINUTE, 'one')
    const { bySeller } = await dueOrders(markers, {}, NOON)
    expect(bySeller.get('acme')).toHaveLength(1)
    expect(bySeller.get('acme')?.[0].markers.map(({ minute }) => minute)).toEqual([
      '2026-09-01T11:50',
      '2026-09-01T11:30',
      '2026-09-01T11:10',
    ])
  })

  it('is looked for in the hours that had something left, not in all there are', async () => {
    const { markers, mark, listed } = markedOrders()
    await mark(NOON - 5 * HOUR, 'old')
    const first = await dueOrders(markers, {}, NOON)
    expect(first.progress).toEqual({ openFrom: '2026-09-01T07', listedAllAt })
    listed.length = 0
    const second = await dueOrders(markers, first.progress, NOON)
    expect(listed).toHaveLength(6)
    expect(second.progress).toEqual({ openFrom: '2026-09-01T07' })
  })

  it('is listed in full once a day, so that nothing a listing passed over is lost', async () => {
    const { markers, mark } = markedOrders()
    await mark(NOON - 10 * HOUR, 'passed over')
    const progress = { openFrom: '2026-09-01T12', listedAllAt }
    expect((await dueOrders(markers, progress, NOON + HOUR)).bySeller.size).toBe(0)
    expect((await dueOrders(markers, progress, NOON + DAY)).bySeller.size).toBe(1)
  })
})
