import type { SellerAnswer } from '../../sandbox/marketplace/sellerCalls'
import { PARTNERS, buy, journey } from './journey'

const SKU = 'CAFE-MANT-500'

describe.each(PARTNERS)('after placement with %s', (partner) => {
  const here = journey({ partner })
  const placed = async () => (await buy(here.world, SKU)).orderId
  const paid = async () => {
    const id = await placed()
    await here.world.marketplace.approvePayment(id)
    await here.world.platform.eventsSettled()
    return id
  }
  const timeline = (id: string) => here.world.operator.order(here.world.sellerId, id)
  const atStore = (id: string) => here.world.store.staff.order(id)
  const send = (
    step: 'authorizeFulfillment' | 'orderCancellation',
    orderId: string,
    body: unknown,
  ): Promise<SellerAnswer> =>
    here.world.marketplace.send(here.world.account, here.world.sellerId, { step, orderId, body })

  describe('authorize fulfillment', () => {
    it('answers the same receipt twice and the store is paid once (AC-52)', async () => {
      const id = await placed()
      const first = await here.world.marketplace.approvePayment(id)
      const second = await here.world.marketplace.authorizeAgain(id)
      await here.world.platform.eventsSettled()
      expect(second.body).toEqual(first.body)
      const { paid, total } = await atStore(id)
      expect(paid).toBe(total)
    })

    it('pays nothing at the store before it', async () => {
      expect((await atStore(await placed())).paid).toBe(0)
    })

    it('waits while the marketplace has not approved the payment, and asks to be called again (AC-57)', async () => {
      const id = await placed()
      const answer = await send('authorizeFulfillment', `XS-${id}`, { marketplaceOrderId: id })
      expect(answer.status).toBe(503)
      expect(answer.headers['retry-after']).toMatch(/^\d+$/)
      expect((await timeline(id)).state).toBe('received')
    })

    it('finds no order the marketplace does not know (AC-53, AC-92)', async () => {
      const answer = await send('authorizeFulfillment', 'XS-9999999999999-01', {
        marketplaceOrderId: '9999999999999-01',
      })
      expect(answer.status).toBe(404)
    })

    it('refuses a body that names another order (AC-54)', async () => {
      const id = await placed()
      const answer = await send('authorizeFulfillment', `XS-${id}`, { marketplaceOrderId: '9999999999999-01' })
      expect(answer.status).toBe(409)
      expect((await timeline(id)).state).toBe('received')
    })

    it('reaches the store by the sweeper when every event is lost', async () => {
      const { platform } = here.world
      platform.setEvents('drop')
      const id = await placed()
      await here.world.marketplace.approvePayment(id)
      expect((await atStore(id)).paid).toBe(0)
      await platform.tick()
      platform.setEvents('normal')
      expect((await atStore(id)).paid).toBeGreaterThan(0)
    })
  })

  describe('cancellation by the marketplace', () => {
    it('confirms an unpaid order, and the same receipt again (AC-59, AC-65)', async () => {
      const id = await placed()
      const { marketplace } = here.world
      const { decision, answer } = await marketplace.requestCancellation(id, {
        reason: 'Changed my mind',
        requestedByUser: true,
      })
      expect(decision).toBe('confirmed')
      const again = await send('orderCancellation', `XS-${id}`, { marketplaceOrderId: id })
      expect(again.body).toEqual(answer.body)
      expect((await atStore(id)).state).toBe('canceled')
    })

    it('gives the stock of a paid order back, once', async () => {
      const free = () => here.world.store.staff.freeStock(SKU)
      const before = await free()
      const id = await paid()
      expect(await free()).toBe(before - 1)
      await here.world.marketplace.requestCancellation(id, { reason: 'Changed my mind', requestedByUser: true })
      await send('orderCancellation', `XS-${id}`, { marketplaceOrderId: id })
      expect(await free()).toBe(before)
    })

    it('is found by the marketplace’s own id in the path (AC-63, C-22)', async () => {
      const id = await placed()
      const { decision } = await here.world.marketplace.requestCancellation(id, {
        reason: 'Changed my mind',
        requestedByUser: true,
        pathId: 'marketplace',
      })
      expect(decision).toBe('confirmed')
    })

    it('answers "evaluating" once the parcel left, and the invoice refuses it (AC-62)', async () => {
      const id = await paid()
      await here.world.store.staff.ship(id, { courier: 'Correios', trackingCode: 'QB000000001BR' })
      const { decision } = await here.world.marketplace.requestCancellation(id, {
        reason: 'Too late',
        requestedByUser: true,
      })
      expect(decision).toBe('evaluating')
      await here.world.store.staff.invoice(id, { number: `CU-${id.slice(9, 13)}` })
      await here.world.platform.tick()
      expect(here.world.marketplace.order(here.world.account, id)?.status).toBe('invoiced')
      expect((await timeline(id)).state).toBe('dispatched')
    })

    it('keeps a canceled order from being authorized or placed again (AC-55)', async () => {
      const id = await placed()
      await here.world.marketplace.requestCancellation(id, { reason: 'Changed my mind', requestedByUser: true })
      const authorize = await send('authorizeFulfillment', `XS-${id}`, { marketplaceOrderId: id })
      expect(authorize.status).toBe(409)
      const { answers } = await here.world.marketplace.placeAgain(id).catch(() => ({ answers: [] as SellerAnswer[] }))
      for (const { status } of answers) expect(status).toBe(409)
      expect((await atStore(id)).paid).toBe(0)
    })

    it('finds no order nobody placed, and refuses it when it comes late (AC-67)', async () => {
      const template = here.world.marketplace.order(here.world.account, await placed())!.placement
      const late = `${template.marketplaceOrderGroup}-88`
      expect((await send('orderCancellation', `XS-${late}`, { marketplaceOrderId: late })).status).toBe(404)
      const answer = await here.world.marketplace.send(here.world.account, here.world.sellerId, {
        step: 'orderPlacement',
        body: [{ ...template, marketplaceOrderId: late }],
      })
      expect(answer.status).toBe(409)
    })
  })

  describe('invoice and tracking', () => {
    it('sends an invoice again under its number when the first answer is lost (AC-74)', async () => {
      const id = await paid()
      const number = `CU-A${id.slice(9, 13)}`
      await here.world.store.staff.invoice(id, { number })
      here.world.marketplace.disturb({ step: 'orderInvoice', times: 1, kind: 'dropAnswer' })
      await here.world.platform.tick()
      expect((await timeline(id)).owed).toMatchObject([{ id: `orderInvoice:${number}` }])
      await here.world.platform.advanceClock(60)
      await here.world.platform.tick()
      const order = here.world.marketplace.order(here.world.account, id)
      expect(order?.packages.map(({ invoiceNumber }) => invoiceNumber)).toEqual([number])
      expect(order?.status).toBe('invoiced')
      expect((await timeline(id)).owed).toEqual([])
    })

    it('waits as long as VTEX asks it to (Retry-After)', async () => {
      const id = await paid()
      await here.world.store.staff.invoice(id, { number: `CU-B${id.slice(9, 13)}` })
      here.world.marketplace.disturb({
        step: 'orderInvoice',
        times: 1,
        kind: 'refuse',
        status: 429,
        headers: { 'retry-after': '120' },
      })
      await here.world.platform.tick()
      await here.world.platform.advanceClock(60)
      await here.world.platform.tick()
      expect(here.world.marketplace.order(here.world.account, id)?.status).toBe('payment-approved')
      await here.world.platform.advanceClock(70)
      await here.world.platform.tick()
      expect(here.world.marketplace.order(here.world.account, id)?.status).toBe('invoiced')
    })

    it('holds tracking until its invoice exists (AC-80)', async () => {
      const id = await paid()
      await here.world.store.staff.ship(id, { courier: 'Correios', trackingCode: 'QB000000002BR' })
      await here.world.platform.tick()
      expect(here.world.marketplace.order(here.world.account, id)?.packages).toEqual([])
      await here.world.store.staff.invoice(id, { number: `CU-C${id.slice(9, 13)}` })
      await here.world.platform.tick()
      expect(here.world.marketplace.order(here.world.account, id)?.packages).toMatchObject([
        { trackingNumber: 'QB000000002BR' },
      ])
    })

    // No answer of the Seller API can have such a number.
    if (partner === 'vendure') {
      it('sends an invoice by a number VTEX can work with, or says that there is none (AC-73)', async () => {
        const [usable, unusable] = [await paid(), await paid()]
        await here.world.store.staff.invoice(usable, { number: 'A/1 #2' })
        await here.world.store.staff.invoice(unusable, { number: '#/#' })
        await here.world.platform.tick()
        const packages = (id: string) => here.world.marketplace.order(here.world.account, id)?.packages
        expect(packages(usable)).toMatchObject([{ invoiceNumber: 'A-1-2' }])
        expect(packages(unusable)).toEqual([])
        const [step] = (await timeline(unusable)).owed
        expect(step).toMatchObject({ dead: true, lastError: expect.stringContaining('letters, digits') })
      })
    }
  })

  it('broke no rule of the protocol', () => {
    expect(here.world.marketplace.violations()).toEqual([])
  })
})
