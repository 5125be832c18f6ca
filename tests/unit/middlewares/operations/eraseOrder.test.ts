import { eraseOrder } from '../../../../node/middlewares/operations/eraseOrder'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { owedStep } from '../../../../node/domain/orders/owedStep'
import { withPartnerUpdate } from '../../../../node/domain/orders/partnerUpdate'
import { inboundCall } from '../../fixtures/inboundCall'
import { NOON } from '../../fixtures/movableClock'
import { invoice, ORDER_ID, orderRecord, parcel, partnerUpdate } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'

const DONE = orderRecord({
  state: 'delivered',
  invoices: [{ number: 'NF-1', value: 80_800 as never, acceptedAt: new Date(NOON).toISOString() }],
  packages: [{ id: 'P-1', invoiceNumber: 'NF-1', trackingNumber: 'TRACK-P-1' }],
  timeline: { entries: [{ at: new Date(NOON).toISOString(), decision: 'the partner moved on' }], dropped: 3 },
})

async function erasing(record: OrderRecord, dryRun?: boolean) {
  const { work } = await sellerWork()
  await work.orders.create(record)
  const ctx = inboundCall({ work, body: { dryRun }, params: { orderId: ORDER_ID } })
  const answer = () => eraseOrder(ctx).then(() => ctx.body as { dryRun: boolean; kept: Partial<OrderRecord> })
  return { work, answer }
}

describe('erasing an order', () => {
  it('is shown first and changes nothing', async () => {
    const { work, answer } = await erasing(DONE)
    expect((await answer()).dryRun).toBe(true)
    expect((await work.orders.read(ORDER_ID))?.packages).toEqual(DONE.packages)
  })

  it('leaves ids, amounts, receipts and invoice numbers, and no story', async () => {
    const { work, answer } = await erasing(DONE, false)
    await answer()
    const record = await work.orders.read(ORDER_ID)
    expect(record).toMatchObject({
      state: 'delivered',
      total: 80_800,
      contentHash: 'hash-1',
      invoices: DONE.invoices,
      packages: [],
      owed: [],
      timeline: { entries: [{ decision: 'the record was erased by an operator' }], dropped: 0 },
    })
    expect(JSON.stringify(record)).not.toContain('TRACK-P-1')
    expect(JSON.stringify(record)).not.toContain('1001')
  })

  it('ends the story: what the partner shows afterwards is not sent again', async () => {
    const { work, answer } = await erasing(DONE, false)
    await answer()
    const record = (await work.orders.read(ORDER_ID)) as OrderRecord
    expect(
      withPartnerUpdate(record, partnerUpdate([invoice('NF-1', 80_800)], [parcel('P-1', 'NF-1')]), NOON, 'r'),
    ).toBeUndefined()
  })

  it.each([
    ['is open', orderRecord({ state: 'authorized' })],
    ['owes something', { ...DONE, owed: [owedStep('orderTracking', new Date(NOON).toISOString(), 'P-1')] }],
  ])('is refused while the order %s', async (_what, record) => {
    const { answer } = await erasing(record, false)
    await expect(answer()).rejects.toMatchObject({ code: 'ORD039' })
  })
})
