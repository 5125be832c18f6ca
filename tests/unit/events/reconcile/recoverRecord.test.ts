import { recoverRecord } from '../../../../node/events/reconcile/recoverRecord'
import { isPlaced } from '../../../../node/domain/orders/states'
import { failedCall } from '../../fixtures/failedCall'
import { HOUR, MINUTE, SECOND } from '../../fixtures/movableClock'
import { invoice, ORDER_ID, orderRecord, parcel, partnerUpdate } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'

const SHOWN = {
  status: 'payment-approved',
  isCompleted: true,
  value: 80_800,
  sellers: [{ id: 'acme' }],
  items: [{ sellerSku: 'DRILL', seller: 'acme', quantity: 2, price: 39_900 }],
}
const SHIPPED = partnerUpdate([invoice('NF-1', 80_800)], [parcel('P-1', 'NF-1')])
const world = () => sellerWork({ partner: { orderUpdates: async () => [SHIPPED] } })

describe('a record that cannot be read while OMS knows its order (D7)', () => {
  it('is not made again at once, nor while it is listed', async () => {
    const { work, clock, vbase } = await world()
    await work.orders.create(orderRecord())
    vbase.disturbance = (verb, path) => {
      if (verb === 'read' && path.startsWith('orders/')) throw failedCall(404)
    }
    for (let look = 0; look < 5; look++, clock.advance(MINUTE))
      expect(await recoverRecord(work, ORDER_ID, SHOWN)).toBeUndefined()
    vbase.disturbance = () => undefined
    expect((await work.orders.read(ORDER_ID))?.claimId).toBe('claim-1')
  })

  it('is made again after a minute, by one of those who ask, and owes what OMS does not show yet', async () => {
    const { work, clock } = await world()
    expect(await recoverRecord(work, ORDER_ID, SHOWN)).toBeUndefined()
    clock.advance(61 * SECOND)
    const made = await Promise.all([1, 2, 3].map(() => recoverRecord(work, ORDER_ID, SHOWN)))
    expect(made.filter(Boolean)).toHaveLength(1)
    const record = await work.orders.read(ORDER_ID)
    expect(record && isPlaced(record.state)).toBe(true)
    expect(record?.owed.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['orderInvoice:NF-1', 'orderTracking:P-1', 'releaseReservation']),
    )
  })

  it('does not send again the invoices that OMS shows', async () => {
    const { work, clock } = await world()
    const shown = { ...SHOWN, packageAttachment: { packages: [{ invoiceNumber: 'NF-1', invoiceValue: 80_800 }] } }
    await recoverRecord(work, ORDER_ID, shown)
    clock.advance(61 * SECOND)
    const record = await recoverRecord(work, ORDER_ID, shown)
    expect(record).toMatchObject({ state: 'invoiced' })
    expect(record?.owed.map(({ id }) => id)).not.toContain('orderInvoice:NF-1')
  })

  it('is not made again on a sighting of long ago', async () => {
    const { work, clock } = await world()
    await recoverRecord(work, ORDER_ID, SHOWN)
    clock.advance(HOUR)
    expect(await recoverRecord(work, ORDER_ID, SHOWN)).toBeUndefined()
  })

  it('is not made again while its placement is under way', async () => {
    const { work, clock } = await world()
    await recoverRecord(work, ORDER_ID, SHOWN)
    clock.advance(61 * SECOND)
    await work.claims.claim(ORDER_ID, { claimId: 'placing', contentHash: 'hash', leaseMs: 10 * SECOND })
    expect(await recoverRecord(work, ORDER_ID, SHOWN)).toBeUndefined()
  })

  it('of another seller’s order is nobody’s to make', async () => {
    const { work } = await world()
    expect(await recoverRecord(work, ORDER_ID, { ...SHOWN, sellers: [{ id: 'zeta' }], items: [] })).toBeUndefined()
    expect(await recoverRecord(work, ORDER_ID, undefined)).toBeUndefined()
  })
})
