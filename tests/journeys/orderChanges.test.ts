import type { ModificationRoute } from '../../sandbox/marketplace/modifications/modificationDesk'
import { buy, journey } from './journey'

const SKU = 'CAFE-MANT-500'
const ONE_LESS = { reason: 'One unit less', remove: { items: [{ id: SKU, quantity: 1 }] } }

describe('an order that is changed after it was paid', () => {
  const here = journey({ partner: 'seller-api' })
  const paid = async () => {
    const { orderId } = await buy(here.world, SKU, { quantity: 2 })
    await here.world.marketplace.approvePayment(orderId)
    await here.world.platform.eventsSettled()
    return orderId
  }
  const record = (id: string) => here.world.operator.order(here.world.sellerId, id)
  const order = (id: string) => here.world.marketplace.order(here.world.account, id)!
  /** VTEX's messages have arrived and what they owe is done. */
  const settled = async () => {
    for (let round = 0; round < 3; round++) {
      await here.world.platform.eventsSettled()
      await here.world.marketplace.settled()
      await here.world.platform.tick()
    }
  }

  it.each<[string, ModificationRoute]>([
    ['told first, then agreed on', {}],
    ['told by POST, without /pvt', { path: 'plain', method: 'POST' }],
    ['told below the order system', { path: 'orderSystem', pathId: 'marketplace' }],
    ['agreed on before it is told', { changeId: 'marketplace', acknowledgment: 'before' }],
    ['agreed on while it is told', { changeId: 'marketplace', acknowledgment: 'together', path: 'apiOrderSystem' }],
  ])('is the same at the marketplace, at the partner and here: %s (AC-83)', async (_what, route) => {
    const id = await paid()
    const before = order(id).value
    await here.world.marketplace.requestModification(id, ONE_LESS, route)
    await settled()
    expect(order(id).modifications).toMatchObject([{ status: 'done' }])
    const [{ price }] = order(id).items
    expect(order(id).value).toBe(before - price)
    expect(await record(id)).toMatchObject({ state: 'authorized', owed: [] })
    expect((await here.world.store.staff.order(id)).total).toBe(order(id).value)
  })

  it('gives the unit back to the shelf, and is invoiced as it is now', async () => {
    const free = () => here.world.store.staff.freeStock(SKU)
    const id = await paid()
    const before = await free()
    await here.world.marketplace.requestModification(id, ONE_LESS)
    await settled()
    expect(await free()).toBe(before + 1)
    await here.world.store.staff.invoice(id, { number: `CU-M${id.slice(9, 13)}` })
    await here.world.platform.tick()
    expect(order(id).status).toBe('invoiced')
  })

  it('waits for both words of VTEX, in whatever order they come, and late repeats change nothing', async () => {
    const id = await paid()
    const before = order(id).value
    await here.world.marketplace.requestModification(id, ONE_LESS, {
      changeId: 'marketplace',
      acknowledgment: 'none',
      confirmation: 'manual',
    })
    await settled()
    const [{ price }] = order(id).items
    expect((await here.world.store.staff.order(id)).total).toBe(before)
    expect((await here.world.marketplace.sendAgreement(id, 'Confirmation')).status).toBe(200)
    expect((await here.world.marketplace.sendAgreement(id, 'Acknowledgment')).status).toBe(200)
    await settled()
    expect((await here.world.store.staff.order(id)).total).toBe(before - price)
    expect(order(id).modifications).toMatchObject([{ status: 'done' }])
    for (const late of ['Acknowledgment', 'Confirmation'] as const) {
      expect((await here.world.marketplace.sendAgreement(id, late)).status).toBe(200)
    }
    await settled()
    expect(await record(id)).toMatchObject({ state: 'authorized', owed: [] })
    expect((await here.world.store.staff.order(id)).total).toBe(order(id).value)
  })

  it('that the partner has invoiced meanwhile stays as it was: the change is refused, then the invoice is told (AC-84, AC-85)', async () => {
    const id = await paid()
    await here.world.store.staff.invoice(id, { number: `CU-N${id.slice(9, 13)}` })
    await here.world.marketplace.requestModification(id, ONE_LESS)
    await settled()
    expect(order(id)).toMatchObject({ status: 'invoiced', modifications: [{ status: 'canceled' }] })
  })

  it('broke no rule of the protocol', () => {
    expect(here.world.marketplace.violations()).toEqual([])
  })
})
