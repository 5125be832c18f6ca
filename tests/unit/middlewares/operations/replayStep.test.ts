import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { owedStep } from '../../../../node/domain/orders/owedStep'
import { deadLetters } from '../../../../node/middlewares/operations/deadLetters'
import { replayStep, type ReplayBody } from '../../../../node/middlewares/operations/replayStep'
import { tellStuckSteps } from '../../../../node/events/outbox/tellStuckSteps'
import { inboundCall } from '../../fixtures/inboundCall'
import { MINUTE, NOON } from '../../fixtures/movableClock'
import { invoice, ORDER_ID, orderRecord, parcel, partnerUpdate } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'

const at = new Date(NOON).toISOString()
const dead = {
  ...owedStep('orderInvoice', at, 'NF-1'),
  attempts: 12,
  dead: true as const,
  lastError: 'VTEX answered 400',
}
const tracking = owedStep('orderTracking', at, 'P-1', ['orderInvoice:NF-1'])
const STUCK = orderRecord({
  state: 'authorized',
  owed: [dead, tracking],
  invoices: [{ number: 'NF-1', value: 80_800 as never }],
  packages: [{ id: 'P-1', invoiceNumber: 'NF-1', trackingNumber: 'TRACK-P-1' }],
})
const SHIPPED = partnerUpdate([invoice('NF-1', 80_800)], [parcel('P-1', 'NF-1')])

async function shop(record: OrderRecord = STUCK, status = 200) {
  const made = await sellerWork({ partner: { orderUpdates: async () => [SHIPPED] }, vtex: () => ({ status }) })
  const { work } = made
  await work.orders.create(record)
  await tellStuckSteps(work, record)
  const replay = async (body: ReplayBody) => {
    const ctx = inboundCall({ work, body, params: { orderId: ORDER_ID } })
    await replayStep(ctx)
    return ctx.body as Record<string, unknown>
  }
  const letters = async () => {
    const ctx = inboundCall({ work, body: undefined })
    await deadLetters(ctx)
    return (ctx.body as { deadLetters: unknown[] }).deadLetters
  }
  return { ...made, replay, letters }
}

describe('a step that was given up', () => {
  it('is on the list of dead letters with its reason and with what waits for it', async () => {
    const { letters } = await shop()
    expect(await letters()).toEqual([
      {
        marketplaceOrderId: ORDER_ID,
        state: 'authorized',
        step: 'orderInvoice:NF-1',
        kind: 'orderInvoice',
        ref: 'NF-1',
        attempts: 12,
        reason: 'VTEX answered 400',
        waiting: ['orderTracking:P-1'],
      },
    ])
  })

  it('is only shown first: nobody is called, nothing is changed', async () => {
    const { replay, calls, work } = await shop()
    expect(await replay({ step: dead.id })).toMatchObject({
      dryRun: true,
      step: dead,
      before: [tracking.id],
      behind: [],
    })
    expect(calls).toEqual([])
    expect((await work.orders.read(ORDER_ID))?.owed).toEqual(STUCK.owed)
  })

  it('is done when an operator says so, with what waited for it; then it is no problem any more', async () => {
    const { replay, calls, letters, work } = await shop()
    expect(await replay({ step: dead.id, dryRun: false })).toMatchObject({ done: true, owed: [], state: 'dispatched' })
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'GET'])
    expect(await letters()).toEqual([])
    expect((await work.problems.list()).open).toEqual([])
    expect(JSON.stringify((await work.orders.read(ORDER_ID))?.timeline)).toContain('an operator replays a step')
  })

  it('that fails again is given up again, with the new reason', async () => {
    const { replay, letters } = await shop(STUCK, 403)
    expect(await replay({ step: dead.id, dryRun: false })).toMatchObject({ done: false })
    expect(await letters()).toMatchObject([{ attempts: 1, reason: expect.stringContaining('403') }])
  })

  it('is taken off when somebody did it by hand, and what waited goes on', async () => {
    const { replay, calls } = await shop()
    expect(await replay({ step: dead.id, action: 'drop', dryRun: false })).toMatchObject({ done: true, owed: [] })
    expect(calls.map(({ method }) => method)).toEqual(['PATCH'])
  })

  it('is left alone while somebody is at it', async () => {
    const leased = { ...dead, leaseUntil: new Date(NOON + MINUTE).toISOString() }
    const { replay } = await shop({ ...STUCK, owed: [leased] })
    await expect(replay({ step: dead.id, dryRun: false })).rejects.toThrow('Somebody is at this step')
  })

  it('that is not owed is not found', async () => {
    const { replay } = await shop()
    await expect(replay({ step: 'orderInvoice:other' })).rejects.toThrow('does not owe')
  })
})
