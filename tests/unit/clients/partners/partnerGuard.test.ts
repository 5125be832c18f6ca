import { guardedPartner } from '../../../../node/clients/partners/resilience/guardedPartner'
import { PartnerGuard } from '../../../../node/clients/partners/resilience/partnerGuard'
import type { Partner } from '../../../../node/clients/partners/partner'
import {
  PartnerAnswerInvalid,
  PartnerInDoubt,
  PartnerRefused,
  PartnerUnavailable,
} from '../../../../node/domain/errors'
import { marketplaceOrderId } from '../../../../node/domain/ids'
import { movableClock, MINUTE, SECOND } from '../../fixtures/movableClock'

function world(atOnce = 2) {
  const clock = movableClock()
  const guard = new PartnerGuard(atOnce, clock)
  const budget = (ms = SECOND) => ({ deadlineAt: clock.now() + ms })
  const fail = (error: Error) => guard.run(budget(), () => Promise.reject(error)).catch((failure: Error) => failure)
  return { clock, guard, budget, fail }
}

/** A call that ends when it is told to. */
function held() {
  let end: () => void = () => undefined
  const done = new Promise<void>((resolve) => (end = resolve))
  return { call: () => done, end: () => end() }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('the guard of a partner', () => {
  it('lets no more calls out than agreed, background work no more than half of them', async () => {
    const { budget, guard } = world(4)
    const calls = Array.from({ length: 6 }, held)
    let inFlight = 0
    let most = 0
    const counted =
      ({ call }: ReturnType<typeof held>) =>
      async () => {
        most = Math.max(most, ++inFlight)
        await call()
        inFlight--
      }
    const background = calls.slice(0, 3).map((one) => guard.run({ ...budget(), background: true }, counted(one)))
    await settled()
    expect(inFlight).toBe(2)
    const sales = calls.slice(3).map((one) => guard.run(budget(), counted(one)))
    await settled()
    expect(inFlight).toBe(4)
    for (const { end } of calls) end()
    await Promise.all([...background, ...sales])
    expect(most).toBe(4)
  })

  it('does not make a call whose turn comes too late', async () => {
    const { budget, clock, guard } = world(1)
    const first = held()
    let made = false
    const running = guard.run(budget(), first.call)
    const late = guard.run(budget(), async () => void (made = true))
    clock.advance(2 * SECOND)
    first.end()
    await running
    await expect(late).rejects.toBeInstanceOf(PartnerUnavailable)
    expect(made).toBe(false)
  })

  it('stops asking a partner that fails again and again, sales apart from background work', async () => {
    const { budget, fail, guard } = world()
    for (let call = 0; call < 6; call++) await fail(new PartnerUnavailable('down'))
    expect(guard.isClosed).toBe(false)
    let asked = false
    await expect(guard.run(budget(), async () => void (asked = true))).rejects.toThrow('again and again')
    expect(asked).toBe(false)
    await expect(guard.run({ ...budget(), background: true }, async () => 'up')).resolves.toBe('up')
  })

  it('goes on asking a partner that refuses, or that answers nonsense about one SKU', async () => {
    const { fail, guard } = world()
    for (let call = 0; call < 10; call++) {
      await fail(new PartnerRefused('outOfStock', 'no'))
      await fail(new PartnerAnswerInvalid('nonsense'))
    }
    expect(guard.isClosed).toBe(true)
  })

  it('rests as long as the partner asks for, a minute at the most', async () => {
    const { budget, clock, fail, guard } = world()
    await fail(new PartnerUnavailable('slow down', 600))
    await expect(guard.run(budget(), async () => 'asked')).rejects.toThrow('pause')
    clock.advance(MINUTE)
    await expect(guard.run(budget(), async () => 'asked')).resolves.toBe('asked')
  })
})

describe('a guarded partner', () => {
  const never = () => new Promise<never>(() => undefined)
  const ID = marketplaceOrderId('1-01')
  const order = { reference: ID } as Parameters<Partner['createOrder']>[0]

  it('is given up at the deadline: a read failed, a write is in doubt', async () => {
    const { clock, guard } = world()
    const capabilities = { reserves: true, ordersPerLook: 1 }
    const partner = guardedPartner({ capabilities, quote: never, createOrder: never } as never, guard, clock)
    const now = { deadlineAt: clock.now() + 1 }
    await expect(partner.quote({ lines: [] }, now)).rejects.toBeInstanceOf(PartnerUnavailable)
    await expect(partner.createOrder(order, now)).rejects.toBeInstanceOf(PartnerInDoubt)
  })

  it('has many orders read in as many calls as it needs; one that fails keeps no other from being read', async () => {
    const { budget, clock, guard } = world()
    const capabilities = { reserves: true, ordersPerLook: 1 }
    const orderUpdates = async ([reference]: string[]) => {
      if (reference === '2-01') throw new PartnerAnswerInvalid('nonsense')
      return [{ reference }]
    }
    const partner = guardedPartner({ capabilities, orderUpdates } as never, guard, clock)
    const ids = ['1-01', '2-01', '3-01'].map(marketplaceOrderId)
    const found = await partner.orderUpdates(ids, budget())
    expect(found.map(({ reference }) => reference)).toEqual(['1-01', '3-01'])
    await expect(partner.orderUpdates([marketplaceOrderId('2-01')], budget())).rejects.toThrow('nonsense')
  })

  it('offers what the platform offers and no more', () => {
    const { clock, guard } = world()
    const partner = guardedPartner({ capabilities: {}, quote: never } as never, guard, clock)
    expect([partner.catalogFeed, partner.orderFeed, partner.changeOrder]).toEqual([undefined, undefined, undefined])
  })
})
