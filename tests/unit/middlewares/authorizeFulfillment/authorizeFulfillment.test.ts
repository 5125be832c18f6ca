import { NotFound, TryAgainLater } from '../../../../node/domain/errors'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import {
  authorizeBodySchema,
  type AuthorizeBodies,
} from '../../../../node/middlewares/authorizeFulfillment/authorizeBody'
import { authorizeFulfillment } from '../../../../node/middlewares/authorizeFulfillment/authorizeFulfillment'
import { bodyCheck } from '../../../../node/middlewares/guards/jsonBody'
import { inboundCall } from '../../fixtures/inboundCall'
import { ORDER_ID, orderRecord } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'
import type { VtexAnswer } from '../../fixtures/vtexHttp'

const check = bodyCheck<AuthorizeBodies>(authorizeBodySchema)
const oms = (status = 'payment-approved', isCompleted = true, seller = 'acme'): VtexAnswer => ({
  status: 200,
  data: { status, isCompleted, sellers: [{ id: seller }] },
})

async function world(record: OrderRecord | undefined, answer: VtexAnswer = oms()) {
  const { work } = await sellerWork({ vtex: () => answer })
  if (record) await work.orders.create(record)
  const authorize = async (orderId = `XS-${ORDER_ID}`, body: unknown = { marketplaceOrderId: ORDER_ID }) => {
    const ctx = inboundCall({ work, body: check(body), params: { orderId } })
    await authorizeFulfillment(ctx)
    return { status: ctx.status, answer: ctx.body as unknown as { receipt: string }, events: ctx.events }
  }
  const state = async () => (await work.orders.read(ORDER_ID))?.state
  return { authorize, state, work }
}

describe('an authorization', () => {
  it('is answered 200 with our receipt (C-39, AC-51)', async () => {
    const { authorize, state } = await world(orderRecord())
    const { status, answer, events } = await authorize()
    expect(status).toBe(200)
    expect(answer).toEqual({
      date: '2026-09-01T12:00:00.000Z',
      marketplaceOrderId: ORDER_ID,
      orderId: `XS-${ORDER_ID}`,
      receipt: expect.any(String),
    })
    expect(await state()).toBe('authorized')
    expect(events).toMatchObject([{ topic: 'deliver-outbox', body: { marketplaceOrderId: ORDER_ID } }])
  })

  it('gets the same receipt each time, and one release is owed (AC-52)', async () => {
    const { authorize, work } = await world(orderRecord())
    const answers = [await authorize(), await authorize(), await authorize()]
    expect(new Set(answers.map(({ answer }) => answer.receipt)).size).toBe(1)
    expect((await work.orders.read(ORDER_ID))?.owed.map(({ id }) => id)).toEqual(['authorizeAtPartner'])
  })

  it('is understood as an object and as a list of one (C-27)', async () => {
    const { authorize } = await world(orderRecord())
    expect((await authorize(undefined, [{ marketplaceOrderId: ORDER_ID }])).status).toBe(200)
    expect(() => check([])).toThrow()
    expect(() => check([{ marketplaceOrderId: 'a' }, { marketplaceOrderId: 'b' }])).toThrow()
  })

  it('needs the marketplace order id and reads past the rest (C-28, AC-56)', async () => {
    const { authorize } = await world(orderRecord())
    const body = { marketplaceOrderId: ORDER_ID, cancellationRequestId: null, reason: 'none', requestedByUser: false }
    expect((await authorize(undefined, { ...body, paymentData: { payments: [] } })).status).toBe(200)
    expect(() => check({ marketplaceOrderGroup: '1' })).toThrow('/marketplaceOrderId is required')
  })

  it('finds the order by either id in its path (C-22)', async () => {
    const { authorize } = await world(orderRecord())
    expect((await authorize(ORDER_ID)).status).toBe(200)
  })

  it('that names two orders is refused (AC-54)', async () => {
    const { authorize, state } = await world(orderRecord())
    await expect(authorize('XS-1400000000008-01')).rejects.toMatchObject({ code: 'FMT0071' })
    expect(await state()).toBe('received')
  })

  it.each<[string, VtexAnswer]>([
    ['OMS does not know it', { status: 404 }],
    ['OMS names another seller', oms('payment-approved', true, 'other')],
  ])('of an order that is not ours is not found: %s (AC-53, AC-92)', async (_why, answer) => {
    const { authorize, state } = await world(orderRecord(), answer)
    await expect(authorize()).rejects.toBeInstanceOf(NotFound)
    expect(await state()).toBe('received')
  })

  it.each<[string, VtexAnswer]>([
    ['it is not paid', oms('payment-pending')],
    ['it is incomplete (AC-57)', oms('payment-approved', false)],
    ['OMS is down', { status: 503 }],
    ['OMS forbids us to look', { status: 403 }],
  ])('waits, and nothing changes, when %s', async (_why, answer) => {
    const { authorize, state } = await world(orderRecord(), answer)
    await expect(authorize()).rejects.toBeInstanceOf(TryAgainLater)
    expect(await state()).toBe('received')
  })

  it('of an order the marketplace canceled is refused', async () => {
    const { authorize } = await world(orderRecord(), oms('canceled'))
    await expect(authorize()).rejects.toMatchObject({ code: 'FMT0060' })
  })

  it('of an order that cannot be found here waits: OMS says that it exists (D7)', async () => {
    const { authorize } = await world(undefined)
    await expect(authorize()).rejects.toBeInstanceOf(TryAgainLater)
  })

  it('that was refused is part of the order’s story', async () => {
    const { authorize, work } = await world(orderRecord(), oms('payment-pending'))
    await authorize().catch(() => undefined)
    expect((await work.orders.read(ORDER_ID))?.timeline.entries).toMatchObject([
      { direction: 'in', step: 'authorizeFulfillment', status: 503 },
      { direction: 'out', step: 'readOrder', status: 200 },
    ])
  })
})
