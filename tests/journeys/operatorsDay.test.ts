import type { ReferenceStaff } from '../../sandbox/partner/reference/referenceStaff'
import { advanceClocks } from '../../sandbox/world/advanceClocks'
import { buy, journey } from './journey'

const SKU = 'CAFE-MANT-500'
const HOUR_S = 3_600

describe('what an operator sees and does, with a cancellation policy of the operator and two workers', () => {
  const here = journey({
    partner: 'seller-api',
    tickSeconds: 0,
    workers: 2,
    seller: { cancellation: 'operator', placementDeadlineMs: 20_000 },
  })
  const record = (id: string) => here.world.operator.order(here.world.sellerId, id)
  const atMarketplace = (id: string) => here.world.marketplace.order(here.world.account, id)!
  const act = <T>(id: string, action: string, body: object) =>
    here.world.operator.act<T>(here.world.sellerId, id, action, body)
  const deadLetters = async () => (await here.world.operator.deadLetters(here.world.sellerId)).deadLetters
  const problems = async () =>
    (await here.world.operator.problems(here.world.sellerId)).open.map(({ code, subject }) => `${code} ${subject}`)
  const ask = { reason: 'Changed my mind', requestedByUser: true }

  const settled = async () => {
    await here.world.platform.eventsSettled()
    await here.world.platform.tick()
    await here.world.platform.eventsSettled()
  }
  const paid = async (quantity = 1) => {
    const { orderId } = await buy(here.world, SKU, { quantity })
    await here.world.marketplace.approvePayment(orderId)
    await here.world.platform.eventsSettled()
    return orderId
  }
  const delivered = async (quantity = 1) => {
    const id = await paid(quantity)
    const { staff } = here.world.store
    await staff.invoice(id, { number: `CU-${id.slice(6, 13)}` })
    await staff.ship(id, { courier: 'Correios', trackingCode: `QB${id.slice(6, 13)}` })
    await staff.deliver(id)
    await settled()
    return id
  }

  it('decides a cancellation: it waits, is a problem, and OMS learns the decision when it asks again (AC-60, AC-61)', async () => {
    const id = await paid()
    expect((await here.world.marketplace.requestCancellation(id, ask)).decision).toBe('evaluating')
    expect((await record(id)).state).toBe('evaluatingCancellation')
    await settled()
    expect(await problems()).toContain(`cancellationToDecide ${id}`)
    expect((await here.world.marketplace.askCancellationAgain(id)).decision).toBe('evaluating')
    await act(id, 'cancellation', { decision: 'confirm' })
    expect((await here.world.marketplace.askCancellationAgain(id)).decision).toBe('confirmed')
    await settled()
    expect([atMarketplace(id).status, (await here.world.store.staff.order(id)).state]).toEqual(['canceled', 'canceled'])
    expect(await problems()).not.toContain(`cancellationToDecide ${id}`)
  })

  it('refuses a cancellation: the invoice says so to OMS, and the stock stays sold (AC-62)', async () => {
    const id = await paid()
    const before = await here.world.store.staff.freeStock(SKU)
    await here.world.marketplace.requestCancellation(id, ask)
    await act(id, 'cancellation', { decision: 'refuse' })
    expect((await here.world.marketplace.askCancellationAgain(id)).decision).toBe('evaluating')
    await here.world.store.staff.invoice(id, { number: `CU-R${id.slice(7, 13)}` })
    await settled()
    expect([atMarketplace(id).status, (await record(id)).state]).toEqual(['invoiced', 'invoiced'])
    expect(await here.world.store.staff.freeStock(SKU)).toBe(before)
  })

  it('sees a part of an order come back, of which nobody told: found by looking, refunded once (AC-78)', async () => {
    const id = await delivered(2)
    expect((await record(id)).state).toBe('delivered')
    await here.world.store.staff.takeBack(id, { number: `RT-${id.slice(6, 13)}`, lines: [{ sku: SKU, quantity: 1 }] })
    await advanceClocks(here.world, 13 * HOUR_S)
    await settled()
    await settled()
    const inputs = atMarketplace(id).packages.filter(({ type }) => type === 'Input')
    expect(inputs).toMatchObject([{ invoiceValue: atMarketplace(id).items[0].price }])
    expect((await record(id)).state).toBe('returned')
  })

  it('keeps an invoiced order that VTEX asks to cancel, and settles it by a return invoice (AC-66)', async () => {
    const id = await paid()
    const { staff } = here.world.store
    await staff.invoice(id, { number: `CU-X${id.slice(7, 13)}` })
    await staff.ship(id, { courier: 'Correios', trackingCode: `QX${id.slice(6, 13)}` })
    await settled()
    const { account, marketplace, sellerId } = here.world
    const late = { step: 'orderCancellation', orderId: `XS-${id}`, body: { marketplaceOrderId: id } } as const
    expect(await marketplace.send(account, sellerId, late)).toMatchObject({ status: 200, body: {} })
    await settled()
    expect(await problems()).toContain(`cancellationAfterInvoice ${id}`)
    expect(atMarketplace(id).packages).toMatchObject([{ type: 'Output' }])
    const { total } = await staff.order(id)
    await act(id, 'invoices', {
      type: 'Input',
      number: `RT-X${id.slice(7, 13)}`,
      issuedAt: new Date().toISOString(),
      total,
      lines: [{ sku: SKU, quantity: 1, unitPrice: atMarketplace(id).items[0].price }],
    })
    await settled()
    expect(await problems()).not.toContain(`cancellationAfterInvoice ${id}`)
    expect([(await record(id)).state, atMarketplace(id).packages.map(({ type }) => type)]).toEqual([
      'returned',
      ['Output', 'Input'],
    ])
  })

  it('sees an invoiced order the partner cancels stay, until its credit note lets the marketplace cancel it (AC-69, AC-70)', async () => {
    const id = await paid()
    const staff = here.world.store.staff as ReferenceStaff
    await staff.invoice(id, { number: `CU-C${id.slice(7, 13)}` })
    await settled()
    await staff.cancel(id, 'The last one is broken')
    await settled()
    expect([(await record(id)).state, atMarketplace(id).status]).toEqual(['invoiced', 'invoiced'])
    expect(await problems()).toContain(`partnerCanceledTooLate ${id}`)
    const { total } = await staff.order(id)
    await staff.registerReturn(id, { number: `CN-${id.slice(6, 13)}`, total })
    await settled()
    await settled()
    expect([(await record(id)).state, atMarketplace(id).status]).toEqual(['canceled', 'canceled'])
    expect(atMarketplace(id).packages.map(({ type }) => type)).toEqual(['Output', 'Input'])
    expect(await problems()).not.toContain(`partnerCanceledTooLate ${id}`)
  })

  it('reads why an invoice was given up, looks before replaying it, and replays it', async () => {
    const id = await paid()
    here.world.marketplace.disturb({ step: 'orderInvoice', subject: id, kind: 'refuse', status: 403 })
    await here.world.store.staff.invoice(id, { number: `CU-D${id.slice(7, 13)}` })
    await settled()
    const step = `orderInvoice:CU-D${id.slice(7, 13)}`
    expect(await deadLetters()).toMatchObject([
      { marketplaceOrderId: id, step, reason: expect.stringContaining('403') },
    ])
    expect(await problems()).toContain(`deadLetter ${id}`)
    expect(await act(id, 'replay', { step })).toMatchObject({ dryRun: true })
    expect(atMarketplace(id).status).toBe('payment-approved')
    expect(await act(id, 'replay', { step, dryRun: false })).toMatchObject({ dryRun: false, done: true })
    expect(atMarketplace(id).status).toBe('invoiced')
    expect([await deadLetters(), await problems()]).toEqual([[], expect.not.arrayContaining([`deadLetter ${id}`])])
  })

  it('sends an invoice and a tracking the partner cannot show, and corrects the tracking', async () => {
    const id = await paid()
    const [{ price }] = atMarketplace(id).items
    const number = `OP-${id.slice(6, 13)}`
    const lines = [{ sku: SKU, quantity: 1, unitPrice: price }]
    const invoice = {
      type: 'Output',
      number,
      issuedAt: new Date().toISOString(),
      total: atMarketplace(id).value,
      lines,
    }
    expect(await act(id, 'invoices', invoice)).toMatchObject({ accepted: true, state: 'invoiced' })
    const tracking = { invoiceNumber: number, courier: 'Correios', trackingNumber: 'WRONG' }
    expect(await act(id, 'tracking', tracking)).toMatchObject({ accepted: true, state: 'dispatched' })
    await act(id, 'tracking', { ...tracking, trackingNumber: 'RIGHT', deliveredAt: new Date().toISOString() })
    expect(atMarketplace(id).packages).toMatchObject([{ invoiceNumber: number, trackingNumber: 'RIGHT' }])
    expect([(await record(id)).state, here.world.marketplace.isDelivered(id)]).toEqual(['delivered', true])
  })

  it('pages through the orders, compares one, and erases a finished one', async () => {
    await settled()
    const { operator, sellerId } = here.world
    const seen: string[] = []
    for (let query = '?limit=2'; ;) {
      const { next, orders } = await operator.orders(sellerId, query)
      expect(orders.length).toBeLessThanOrEqual(2)
      seen.push(...orders.map(({ marketplaceOrderId }) => marketplaceOrderId))
      if (!next) break
      query = `?limit=2&cursor=${encodeURIComponent(next)}`
    }
    const placed = (await here.world.store.staff.orders()).map(({ reference }) => reference)
    expect([...seen].sort()).toEqual([...placed].sort())

    const [canceled] = (await operator.orders(sellerId, '?state=canceled')).orders
    const id = canceled.marketplaceOrderId
    expect(await act(id, 'reconcile', { dryRun: true })).toMatchObject({ state: 'canceled', differences: [] })
    expect(await act(id, 'erase', {})).toMatchObject({ dryRun: true })
    expect((await record(id)).timeline.entries.length).toBeGreaterThan(1)
    await act(id, 'erase', { dryRun: false })
    expect((await record(id)).timeline.entries).toHaveLength(1)
    await expect(act(id, 'invoices', {})).rejects.toThrow('400')
  })

  it('sees an order the marketplace gives a discount on invoiced in full (AC-46)', async () => {
    const tag = { identifier: null, isPercentual: false, name: 'discount@price-spring', rawValue: -1, value: -100 }
    const id = (
      await here.world.marketplace.placeOrder(here.world.account, {
        sellerId: here.world.sellerId,
        items: [{ id: SKU, quantity: 2, priceTags: [tag] }],
      })
    ).orderId
    await here.world.marketplace.approvePayment(id)
    await here.world.platform.eventsSettled()
    await here.world.store.staff.invoice(id, { number: `CU-P${id.slice(7, 13)}` })
    await settled()
    expect(atMarketplace(id).packages).toMatchObject([{ invoiceValue: atMarketplace(id).value }])
    expect([atMarketplace(id).status, (await record(id)).state]).toEqual(['invoiced', 'invoiced'])
    expect((await here.world.store.staff.order(id)).total).toBe(atMarketplace(id).value + 100)
  })

  it('broke no rule of the protocol', () => {
    expect(here.world.marketplace.violations()).toEqual([])
  })
})
