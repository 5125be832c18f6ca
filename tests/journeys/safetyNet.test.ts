import { advanceClocks } from '../../sandbox/world/advanceClocks'
import { broadcastStatuses } from '../../sandbox/world/broadcastStatuses'
import { buy, journey } from './journey'

const SKU = 'CAFE-MANT-500'
const DAY_S = 24 * 3_600
const MINUTE_S = 60

describe('when calls of the marketplace do not come', () => {
  const here = journey({ partner: 'seller-api', tickSeconds: 0 })
  const stateOf = async (id: string) => (await here.world.operator.order(here.world.sellerId, id)).state
  const reconciled = async () => {
    const { operator, platform, sellerId } = here.world
    await operator.startReconciliation(sellerId)
    for (let tick = 0; tick < 5; tick++) {
      await platform.tick()
      await platform.eventsSettled()
      const { state, last } = await operator.reconciliation(sellerId)
      if (state === 'idle' && last) return last
      await advanceClocks(here.world, 2 * MINUTE_S)
    }
    throw new Error('the round never ended')
  }

  it('the hook tells of a payment; told three times it has one effect (AC-86, AC-87)', async () => {
    const { marketplace, operator, platform, account, store } = here.world
    await operator.installHook()
    marketplace.setHooks('held')
    const { orderId } = await buy(here.world, SKU)
    await marketplace.approvePayment(orderId)
    await marketplace.deliverHooks(account, { copies: 3 })
    await platform.eventsSettled()
    const { paid, total } = await store.staff.order(orderId)
    expect([await stateOf(orderId), paid]).toEqual(['authorized', total])
  })

  it('the broadcast tells of an order the marketplace canceled by itself: its stock is free (AC-95)', async () => {
    const { orderId } = await buy(here.world, SKU)
    const end = broadcastStatuses(here.world, here.world.account)
    await advanceClocks(here.world, 31 * DAY_S)
    await here.world.marketplace.settled()
    await here.world.platform.eventsSettled()
    end()
    expect(await stateOf(orderId)).toBe('canceled')
    expect((await here.world.store.staff.order(orderId)).state).toBe('canceled')
  })

  it('a sweep finds a cancellation nobody told us of, and the round finds that the three agree', async () => {
    const { orderId } = await buy(here.world, SKU)
    await advanceClocks(here.world, 31 * DAY_S)
    await here.world.platform.tick()
    // A sweep an event began may have been at it: the tick then left the work to that one.
    await here.world.platform.eventsSettled()
    expect(await stateOf(orderId)).toBe('canceled')
    expect((await here.world.store.staff.order(orderId)).state).toBe('canceled')
    await advanceClocks(here.world, 20 * MINUTE_S)
    const { differences, orders } = await reconciled()
    expect(differences).toEqual([])
    expect(orders).toMatchObject({ differing: 0, unread: 0, withoutRecord: 0 })
    expect(orders.agreeing).toBeGreaterThan(0)
  })

  it('the list of orders shows them all, as old as the last sweep', async () => {
    await here.world.platform.tick()
    const { asOf, orders } = await here.world.operator.orders(here.world.sellerId, '?from=2026-01-01&state=canceled')
    expect(asOf).toBeDefined()
    expect(orders.every(({ state }) => state === 'canceled')).toBe(true)
  })

  it('broke no rule of the protocol', () => {
    expect(here.world.marketplace.violations()).toEqual([])
  })
})
