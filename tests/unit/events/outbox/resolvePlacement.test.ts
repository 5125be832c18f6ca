import { deliverOwed } from '../../../../node/events/outbox/deliverOwed'
import { inDoubtRecord, intentRecord } from '../../../../node/domain/orders/placement/newOrderRecord'
import type { PartnerOrder, PartnerOrderState } from '../../../../node/domain/orders/partnerOrder'
import { MINUTE, NOON, SECOND } from '../../fixtures/movableClock'
import { intent, ORDER_ID, placementOrder } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'

const inDoubt = inDoubtRecord(intentRecord(placementOrder(), intent(), []), NOON)
const atPartner = (state: PartnerOrderState): PartnerOrder => ({
  reference: ORDER_ID,
  partnerId: 'P-1',
  partnerNumber: '1001',
  state,
})
const LIVE = { status: 200, data: { status: 'payment-pending', isCompleted: true, sellers: [{ id: 'acme' }] } }
const CANCELED = { status: 200, data: { ...LIVE.data, status: 'canceled' } }
const UNKNOWN = { status: 404 }

async function resolved(found: PartnerOrder | undefined, oms: typeof LIVE | typeof UNKNOWN, after = 40 * SECOND) {
  const cancelOrder = jest.fn().mockResolvedValue({ outcome: 'done' })
  const { work, clock } = await sellerWork({
    partner: { findOrder: async () => found, cancelOrder, authorizeOrder: async () => atPartner('authorized') },
    vtex: () => oms,
  })
  await work.orders.create(inDoubt)
  clock.advance(after)
  const record = await deliverOwed(work, ORDER_ID, clock.now() + 15 * SECOND)
  return { record, canceledAtPartner: cancelOrder.mock.calls.length > 0 }
}

describe('a placement nobody saw the end of', () => {
  it('is kept when partner and marketplace have it', async () => {
    const { record } = await resolved(atPartner('open'), LIVE)
    expect(record).toMatchObject({ state: 'received', partnerOrder: { id: 'P-1' }, owed: [] })
  })

  it('is kept as authorized when the partner was told so before', async () => {
    const { record } = await resolved(atPartner('authorized'), LIVE)
    expect(record).toMatchObject({ state: 'authorized', authorization: { receipt: expect.any(String) } })
  })

  it.each([
    ['the partner does not have it', undefined, LIVE],
    ['the marketplace does not know it', atPartner('open'), UNKNOWN],
    ['the marketplace canceled it', atPartner('open'), CANCELED],
    ['the partner canceled it', atPartner('canceled'), LIVE],
  ])('waits a quarter of an hour for a repeat when %s', async (_what, found, oms) => {
    const { record, canceledAtPartner } = await resolved(found, oms, 14 * MINUTE)
    expect([record?.state, canceledAtPartner]).toEqual(['placementInDoubt', false])
  })

  it('is canceled at the partner when the marketplace never kept it', async () => {
    const { record, canceledAtPartner } = await resolved(atPartner('open'), UNKNOWN, 16 * MINUTE)
    expect([record?.state, record?.owed, canceledAtPartner]).toEqual(['failed', [], true])
  })

  it('is given up when nobody has it', async () => {
    const { record, canceledAtPartner } = await resolved(undefined, UNKNOWN, 16 * MINUTE)
    expect([record?.state, record?.owed, canceledAtPartner]).toEqual(['failed', [], false])
  })

  it('is left open while OMS cannot say', async () => {
    const { record } = await resolved(atPartner('open'), { status: 503 }, 60 * MINUTE)
    expect(record?.state).toBe('placementInDoubt')
  })
})
