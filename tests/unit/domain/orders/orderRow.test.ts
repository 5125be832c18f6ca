import { byAge, cursorOf, matches, orderRow } from '../../../../node/domain/orders/orderRow'
import { marketplaceOrderId, type MarketplaceOrderId } from '../../../../node/domain/ids'
import { ORDER_STATES, type OrderState } from '../../../../node/domain/orders/states'
import { owedStep } from '../../../../node/domain/orders/owedStep'
import { orderRecord } from '../../fixtures/orders'

const at = '2026-09-01T12:00:00.123Z'
const step = owedStep('releaseReservation', at)

describe('an order in a list', () => {
  it('takes 200 bytes at most, its id included (D17)', () => {
    const longest = (Object.keys(ORDER_STATES) as OrderState[]).reduce((a, b) => (a.length > b.length ? a : b))
    const owed = Array.from({ length: 120 }, (_, n) => ({ ...step, ...(n < 60 ? { dead: true as const } : {}) }))
    const record = orderRecord({ state: longest, total: 99_999_999_999 as never, owed })
    const row = JSON.stringify({ 'SLR-1400000000007-01': orderRow(record) })
    expect(Buffer.byteLength(row)).toBeLessThanOrEqual(200)
  })

  it('says what is owed and what was given up, and neither when there is nothing', () => {
    expect(orderRow(orderRecord({ owed: [step, { ...step, dead: true }] }))).toMatchObject({ owed: 1, dead: 1 })
    expect(Object.keys(orderRow(orderRecord({ owed: [] })))).toEqual(expect.not.arrayContaining(['owed', 'dead']))
  })

  it('is found by its state, and by having a problem', () => {
    const row = orderRow(orderRecord({ owed: [{ ...step, dead: true }] }))
    expect(matches(row, { states: [], problem: true })).toBe(true)
    expect(matches(row, { states: ['received', 'canceled'], problem: false })).toBe(true)
    expect(matches(row, { states: ['canceled'], problem: false })).toBe(false)
    expect(matches(orderRow(orderRecord({ owed: [step] })), { states: [], problem: true })).toBe(false)
  })

  it('stands before older ones, and has a place of its own among those of its second', () => {
    const listed = (id: string, createdAt: string) => ({
      ...orderRow(orderRecord({ createdAt })),
      marketplaceOrderId: marketplaceOrderId(id) as MarketplaceOrderId,
    })
    const orders = [listed('a', at), listed('c', '2026-09-01T13:00:00.000Z'), listed('b', at)].sort(byAge)
    expect(orders.map(({ marketplaceOrderId: id }) => id)).toEqual(['c', 'b', 'a'])
    expect(cursorOf(orders[2]) < cursorOf(orders[1])).toBe(true)
  })
})
