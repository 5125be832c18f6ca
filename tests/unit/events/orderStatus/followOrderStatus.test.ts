import { bringInLine } from '../../../../node/events/orderStatus/followOrderStatus'
import { MarketplaceUnavailable } from '../../../../node/domain/errors'
import { authorized } from '../../../../node/domain/orders/authorization'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { NOON, SECOND } from '../../fixtures/movableClock'
import { ORDER_ID, orderRecord } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'

async function told(record: OrderRecord, status: string, answer = 200) {
  const asked: string[] = []
  const note = (what: string) => async () => {
    asked.push(what)
    return { outcome: 'done' } as never
  }
  const made = await sellerWork({
    vtex: () => ({ status: answer, data: { status, isCompleted: true, sellers: [{ id: 'acme' }] } }),
    partner: { cancelOrder: note('cancel'), authorizeOrder: note('authorize') },
  })
  await made.work.orders.create(record)
  const tell = () => bringInLine(made.work, ORDER_ID, made.clock.now() + 10 * SECOND)
  return { ...made, asked, tell, record: async () => made.work.orders.read(ORDER_ID) }
}

describe('a word that an order changed', () => {
  it('gives the stock back when OMS shows it canceled and no call came (AC-95)', async () => {
    const { tell, record, asked } = await told(orderRecord(), 'canceled')
    await tell()
    expect(await record()).toMatchObject({ state: 'canceled', owed: [] })
    expect(asked).toEqual(['cancel'])
  })

  it('releases the order when OMS shows it paid and no call came', async () => {
    const { tell, record, asked } = await told(orderRecord(), 'payment-approved')
    await tell()
    expect(await record()).toMatchObject({ state: 'authorized', owed: [], authorization: {} })
    expect(asked).toEqual(['authorize'])
  })

  it('three times has one effect (AC-87)', async () => {
    const { tell, asked } = await told(orderRecord(), 'canceled')
    await Promise.all([tell(), tell()])
    await tell()
    expect(asked).toEqual(['cancel'])
  })

  it('is not believed: OMS shows nothing of the kind', async () => {
    const { tell, vbase, asked } = await told(orderRecord(), 'payment-pending')
    vbase.writes.length = 0
    await tell()
    expect(vbase.writes).toEqual([])
    expect(asked).toEqual([])
  })

  it('does not shake an order that is further than that', async () => {
    const further = { ...authorized(orderRecord(), 'r', NOON, []), owed: [], state: 'dispatched' as const }
    for (const status of ['payment-approved', 'canceled']) {
      const { tell, record } = await told(further, status)
      await tell()
      expect((await record())?.state).toBe('dispatched')
    }
  })

  it('is to be told again while OMS cannot say', async () => {
    const { tell } = await told(orderRecord(), 'canceled', 503)
    await expect(tell()).rejects.toBeInstanceOf(MarketplaceUnavailable)
  })
})
