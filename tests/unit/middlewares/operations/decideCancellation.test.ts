import { NotFound } from '../../../../node/domain/errors'
import type { CancellationOutcome } from '../../../../node/domain/orders/partnerOrder'
import { bodyCheck } from '../../../../node/middlewares/guards/jsonBody'
import {
  decideCancellation,
  decisionBodySchema,
  type DecisionBody,
} from '../../../../node/middlewares/operations/decideCancellation'
import { inboundCall } from '../../fixtures/inboundCall'
import { askedToCancel, ORDER_ID, orderRecord } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'

const check = bodyCheck<DecisionBody>(decisionBodySchema)
const pending = askedToCancel(orderRecord({ state: 'authorized' }), { policy: 'operator' })

async function world(outcome: CancellationOutcome, record = pending) {
  const { work } = await sellerWork({
    seller: { cancellation: 'operator' },
    partner: { cancelOrder: async () => outcome },
  })
  await work.orders.create(record)
  const decide = async (body: unknown, orderId: string = ORDER_ID) => {
    const ctx = inboundCall({ work, body: check(body), params: { orderId } })
    await decideCancellation(ctx)
    return ctx.body as unknown as { readonly state: string }
  }
  const problems = async () => (await work.problems.list()).open.map(({ code }) => code)
  return { decide, problems, work }
}

describe('the operator’s decision about a cancellation', () => {
  it('with yes cancels the order at the partner and clears the problem (AC-61)', async () => {
    const { decide, problems } = await world({ outcome: 'done' })
    expect(await decide({ decision: 'confirm' })).toMatchObject({
      orderId: `XS-${ORDER_ID}`,
      state: 'canceled',
      cancellation: { decision: 'confirmed' },
    })
    expect(await problems()).toEqual([])
  })

  it('with yes stands although a person at the partner still looks at it', async () => {
    expect((await (await world({ outcome: 'deciding' })).decide({ decision: 'confirm' })).state).toBe('canceled')
  })

  it('with yes cannot stop what has left', async () => {
    const { decide } = await world({ outcome: 'refused', reason: 'gone' })
    expect((await decide({ decision: 'confirm' })).state).toBe('cancellationRefused')
  })

  it('with no waits for the invoice, and may be repeated (AC-62)', async () => {
    const { decide, problems } = await world({ outcome: 'done' })
    expect((await decide({ decision: 'refuse' })).state).toBe('cancellationRefused')
    expect((await decide({ decision: 'refuse' }, `XS-${ORDER_ID}`)).state).toBe('cancellationRefused')
    expect(await problems()).toEqual([])
  })

  it('is refused when nothing is pending, nothing is known, or it is no decision', async () => {
    const { decide } = await world({ outcome: 'done' }, orderRecord({ state: 'authorized' }))
    await expect(decide({ decision: 'confirm' })).rejects.toMatchObject({ code: 'ORD039' })
    await expect(decide({ decision: 'confirm' }, '9999-01')).rejects.toBeInstanceOf(NotFound)
    expect(() => check({ decision: 'perhaps' })).toThrow('/decision')
  })
})
