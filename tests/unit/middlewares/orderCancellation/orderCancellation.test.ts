import type { CancellationPolicy } from '../../../../node/domain/settings/sellerSettings'
import type { CancellationOutcome } from '../../../../node/domain/orders/partnerOrder'
import { NotFound, PartnerUnavailable, TryAgainLater } from '../../../../node/domain/errors'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { bodyCheck } from '../../../../node/middlewares/guards/jsonBody'
import { cancelBodySchema, type CancelBody } from '../../../../node/middlewares/orderCancellation/cancelBody'
import { orderCancellation } from '../../../../node/middlewares/orderCancellation/orderCancellation'
import { inboundCall } from '../../fixtures/inboundCall'
import { MINUTE } from '../../fixtures/movableClock'
import { ORDER_ID, orderRecord } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'
import type { VtexAnswer, VtexCall } from '../../fixtures/vtexHttp'

const check = bodyCheck<CancelBody>(cancelBodySchema)
const OURS: VtexAnswer = {
  status: 200,
  data: { status: 'request-cancel', isCompleted: true, sellers: [{ id: 'acme' }] },
}

async function world(
  record: OrderRecord | undefined,
  outcome: CancellationOutcome,
  answer: VtexAnswer | ((call: VtexCall) => VtexAnswer) = OURS,
  policy: CancellationPolicy = 'partner',
) {
  const partner = { says: outcome }
  const cancelOrder = jest.fn(async (): Promise<CancellationOutcome> => partner.says)
  const made = await sellerWork({
    seller: { cancellation: policy },
    partner: { cancelOrder },
    vtex: typeof answer === 'function' ? answer : () => answer,
  })
  const { work } = made
  if (record) await work.orders.create(record)
  const cancel = async (orderId = `XS-${ORDER_ID}`, body: unknown = { marketplaceOrderId: ORDER_ID }) => {
    const ctx = inboundCall({ work, body: check(body), params: { orderId } })
    await orderCancellation(ctx)
    return { status: ctx.status, answer: ctx.body as unknown }
  }
  const state = async () => (await work.orders.read(ORDER_ID))?.state
  return { ...made, cancel, state, partner, cancelOrder }
}

/** A marketplace with a change of the order, which its list shows without saying how it stands. */
async function modified(
  change: { readonly status: string; readonly inProgress: boolean },
  failing: { readonly list?: number; readonly cancel?: number; readonly listTakesMs?: number } = {},
) {
  const answers = { list: 200, cancel: 200, ...change, ...failing }
  const vtex = ({ method, url }: VtexCall): VtexAnswer => {
    if (url.endsWith('/changes'))
      return { status: answers.list, takesMs: answers.listTakesMs, data: { requests: [{ requestId: 'c-1' }] } }
    if (!url.includes('/changes/')) return OURS
    if (method === 'GET') return { status: 200, data: { status: answers.status, inProgress: answers.inProgress } }
    if (answers.cancel === 200) Object.assign(answers, { status: 'canceled', inProgress: false })
    return { status: answers.cancel }
  }
  return { answers, ...(await world(orderRecord(), { outcome: 'done' }, vtex)) }
}

const CONFIRMED = {
  date: expect.any(String),
  marketplaceOrderId: ORDER_ID,
  orderId: `XS-${ORDER_ID}`,
  receipt: expect.any(String),
}

describe('a cancellation', () => {
  it('is confirmed with four fields, the seller’s id in orderId (C-29, C-36, AC-59), asked with the marketplace’s id alone (AC-64, C-28)', async () => {
    const { cancel, state } = await world(orderRecord(), { outcome: 'done' })
    expect(await cancel()).toEqual({ status: 200, answer: CONFIRMED })
    expect(await state()).toBe('canceled')
  })

  it('is confirmed with the same receipt when it is asked for again; the partner is asked once', async () => {
    const { cancel, cancelOrder } = await world(orderRecord(), { outcome: 'done' })
    expect(await cancel()).toEqual(await cancel())
    expect(cancelOrder).toHaveBeenCalledTimes(1)
  })

  it('is answered {} while the partner decides, and with its decision later (AC-60, AC-61)', async () => {
    const { cancel, partner, clock } = await world(orderRecord({ state: 'authorized' }), { outcome: 'deciding' })
    expect(await cancel()).toEqual({ status: 200, answer: {} })
    partner.says = { outcome: 'done' }
    clock.advance(MINUTE)
    expect(await cancel()).toEqual({ status: 200, answer: CONFIRMED })
  })

  it('the partner cannot grant is answered {} for good: the invoice says no (AC-62)', async () => {
    const { cancel, state } = await world(orderRecord({ state: 'authorized' }), { outcome: 'refused', reason: 'gone' })
    expect([await cancel(), await cancel()]).toEqual([
      { status: 200, answer: {} },
      { status: 200, answer: {} },
    ])
    expect(await state()).toBe('cancellationRefused')
  })

  it('of an unpaid order is confirmed although the partner cannot be reached, who is asked on (AC-59)', async () => {
    const { cancel, cancelOrder, work } = await world(orderRecord(), { outcome: 'done' })
    cancelOrder.mockRejectedValue(new PartnerUnavailable('down'))
    expect((await cancel()).answer).toEqual(CONFIRMED)
    expect((await work.orders.read(ORDER_ID))?.owed).toMatchObject([{ id: 'cancelAtPartner', attempts: 1 }])
  })

  it('waits for no person at the partner when the policy is to confirm; the partner is asked on', async () => {
    const paid = orderRecord({ state: 'authorized' })
    const { cancel, work } = await world(paid, { outcome: 'deciding' }, OURS, 'confirm')
    expect((await cancel()).answer).toEqual(CONFIRMED)
    expect((await work.orders.read(ORDER_ID))?.owed).toMatchObject([{ id: 'cancelAtPartner' }])
  })

  it('is not confirmed by policy when the partner says that it has left, or says nothing', async () => {
    const paid = orderRecord({ state: 'authorized' })
    const left = await world(paid, { outcome: 'refused', reason: 'gone' }, OURS, 'confirm')
    expect([(await left.cancel()).answer, await left.state()]).toEqual([{}, 'cancellationRefused'])
    const silent = await world(paid, { outcome: 'done' }, OURS, 'confirm')
    silent.cancelOrder.mockRejectedValue(new PartnerUnavailable('down'))
    expect([(await silent.cancel()).answer, await silent.state()]).toEqual([{}, 'evaluatingCancellation'])
  })

  it('waits for the operator when that is the policy, who sees it among the problems', async () => {
    const paid = orderRecord({ state: 'authorized' })
    const { cancel, cancelOrder, work } = await world(paid, { outcome: 'done' }, OURS, 'operator')
    expect((await cancel()).answer).toEqual({})
    expect(cancelOrder).not.toHaveBeenCalled()
    expect((await work.problems.list()).open).toMatchObject([{ code: 'cancellationToDecide', subject: ORDER_ID }])
  })

  it('of an invoiced order is answered {} and never reaches the partner', async () => {
    const { cancel, state, cancelOrder } = await world(orderRecord({ state: 'invoiced' }), { outcome: 'done' })
    expect(await cancel()).toEqual({ status: 200, answer: {} })
    expect([await state(), cancelOrder.mock.calls.length]).toEqual(['invoiced', 0])
  })

  it('finds its order by the seller’s and by the marketplace’s id (C-22, AC-63)', async () => {
    for (const [path, id] of [
      [ORDER_ID, ORDER_ID],
      [`XS-${ORDER_ID}`, `XS-${ORDER_ID}`],
    ]) {
      const { cancel } = await world(orderRecord(), { outcome: 'done' })
      expect((await cancel(path, { marketplaceOrderId: id })).answer).toEqual(CONFIRMED)
    }
  })

  it('needs no more than the marketplace order id (C-28)', async () => {
    const { cancel, work } = await world(orderRecord({ state: 'authorized' }), { outcome: 'deciding' })
    await cancel(undefined, {
      marketplaceOrderId: ORDER_ID,
      cancellationRequestId: 'request-1',
      cancellationRequestDate: '2026-09-01T11:00:00.1234567+00:00',
      reason: null,
      requestedByUser: true,
    })
    expect((await work.orders.read(ORDER_ID))?.cancellation).toMatchObject({ requestId: 'request-1' })
    expect(() => check({ reason: 'x' })).toThrow('/marketplaceOrderId is required')
  })

  it('that names two orders is refused', async () => {
    const { cancel } = await world(orderRecord(), { outcome: 'done' })
    await expect(cancel('XS-1400000000008-01')).rejects.toMatchObject({ code: 'FMT0071' })
  })

  it('of an order OMS already canceled is confirmed', async () => {
    const canceled = { status: 200, data: { status: 'canceled', sellers: [{ id: 'acme' }] } }
    const { cancel } = await world(orderRecord(), { outcome: 'done' }, canceled)
    expect((await cancel()).answer).toEqual(CONFIRMED)
  })

  it('ends a change at VTEX that was never heard of here before it is confirmed (PROTOCOL §16)', async () => {
    const { answers, cancel, calls } = await modified({ status: 'waiting-acknowledgement', inProgress: true })
    expect(await cancel()).toEqual({ status: 200, answer: CONFIRMED })
    expect(answers.status).toBe('canceled')
    expect(calls.filter(({ url }) => url.endsWith('/changes/c-1/cancel'))).toHaveLength(1)
  })

  it('leaves a change alone that has come to its end', async () => {
    const { cancel, calls } = await modified({ status: 'done', inProgress: true })
    expect(await cancel()).toEqual({ status: 200, answer: CONFIRMED })
    expect(calls.filter(({ method }) => method === 'POST')).toEqual([])
  })

  it.each([
    ['cannot be read', { list: 503 }],
    ['takes longer than a second to be read', { listTakesMs: 1_001 }],
    ['cannot be canceled', { cancel: 409 }],
  ])('is evaluated as long as a change at VTEX %s, and confirmed afterwards', async (_what, failing) => {
    const { answers, cancel } = await modified({ status: 'waiting-confirmation', inProgress: true }, failing)
    expect(await cancel()).toEqual({ status: 200, answer: {} })
    Object.assign(answers, { list: 200, listTakesMs: 999, cancel: 200 })
    expect(await cancel()).toEqual({ status: 200, answer: CONFIRMED })
  })

  it('is confirmed where the marketplace has no order modifications', async () => {
    const { cancel } = await modified({ status: 'waiting-confirmation', inProgress: true }, { list: 403 })
    expect(await cancel()).toEqual({ status: 200, answer: CONFIRMED })
  })

  it.each([503, 403, 429])('is evaluated, and nothing changes, while OMS answers %d', async (status) => {
    const { cancel, state } = await world(orderRecord(), { outcome: 'done' }, { status })
    expect(await cancel()).toEqual({ status: 200, answer: {} })
    expect(await state()).toBe('received')
  })

  it('of an order nobody knows is not found, and a late placement of it is refused', async () => {
    const { cancel, work } = await world(undefined, { outcome: 'done' }, { status: 404 })
    await expect(cancel()).rejects.toBeInstanceOf(NotFound)
    expect(await work.claims.claim(ORDER_ID, { claimId: 'late', contentHash: 'content', leaseMs: 5_000 })).toEqual({
      kind: 'canceled',
    })
  })

  it('of another seller’s order is not found and does not touch ours', async () => {
    const foreign = { status: 200, data: { status: 'request-cancel', sellers: [{ id: 'other' }] } }
    const { cancel, state } = await world(orderRecord(), { outcome: 'done' }, foreign)
    await expect(cancel()).rejects.toBeInstanceOf(NotFound)
    expect(await state()).toBe('received')
  })

  it('of an order that cannot be found here waits: OMS says that it exists (D7)', async () => {
    const { cancel } = await world(undefined, { outcome: 'done' })
    await expect(cancel()).rejects.toBeInstanceOf(TryAgainLater)
  })
})
