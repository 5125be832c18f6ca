import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { deliverableStep } from '../../../../node/domain/orders/owedStep'
import { trackingNumberOf } from '../../../../node/domain/orders/tracking/parcelNews'
import { withPartnerUpdate as seen } from '../../../../node/domain/orders/partnerUpdate'
import type { PartnerOrderUpdate } from '../../../../node/domain/orders/partnerOrder'
import { HOUR, NOON } from '../../fixtures/movableClock'
import { askedToCancel, invoice, orderRecord, parcel, partnerUpdate } from '../../fixtures/orders'

const authorized = orderRecord({ state: 'authorized' })
const evaluating = askedToCancel(authorized)
const withPartnerUpdate = (record: OrderRecord, update: PartnerOrderUpdate, now: number) =>
  seen(record, update, now, 'receipt')
const DELIVERED = { deliveredAt: '2026-09-03T16:40:00.000Z' }
const owedIds = (record: OrderRecord | undefined) => record?.owed.map(({ id }) => id)

/** Everything that is owed, in the order in which it can be done. */
function inOrder(record: OrderRecord): string[] {
  const step = deliverableStep(record.owed, NOON + HOUR)
  return step ? [step.id, ...inOrder({ ...record, owed: record.owed.filter(({ id }) => id !== step.id) })] : []
}

describe('what the partner did', () => {
  it('is nothing as long as it shows nothing', () => {
    expect(withPartnerUpdate(authorized, partnerUpdate([]), NOON)).toBeUndefined()
  })

  it('is told to the marketplace as invoice, then tracking, then delivery', () => {
    const update = partnerUpdate([invoice('NF-1', 80_800)], [parcel('P-1', 'NF-1', DELIVERED)])
    const record = withPartnerUpdate(authorized, update, NOON) as OrderRecord
    expect(inOrder({ ...record, owed: [...record.owed].reverse() })).toEqual([
      'orderInvoice:NF-1',
      'orderTracking:P-1',
      'trackingStatus:NF-1',
    ])
    expect(record.invoices).toEqual([{ number: 'NF-1', value: 80_800 }])
    expect(record.packages).toEqual([{ id: 'P-1', invoiceNumber: 'NF-1', trackingNumber: 'TRACK-P-1' }])
  })

  it('seen twice is owed once', () => {
    const update = partnerUpdate([invoice('NF-1', 80_800)], [parcel('P-1', 'NF-1', DELIVERED)])
    const once = withPartnerUpdate(authorized, update, NOON) as OrderRecord
    expect(withPartnerUpdate(once, update, NOON + HOUR)).toBeUndefined()
  })

  it('that was told already is not owed again', () => {
    const sent: OrderRecord = {
      ...authorized,
      state: 'delivered',
      invoices: [{ ...invoice('NF-1', 80_800), value: invoice('NF-1', 80_800).total, acceptedAt: 'then' }],
      packages: [
        {
          id: 'P-1',
          invoiceNumber: 'NF-1',
          trackingNumber: 'TRACK-P-1',
          trackingSentAt: 'then',
          deliveredSentAt: 'then',
        },
      ],
    }
    const update = partnerUpdate([invoice('NF-1', 80_800)], [parcel('P-1', 'NF-1', DELIVERED)])
    expect(withPartnerUpdate(sent, update, NOON)).toBeUndefined()
  })

  it('is told again when a parcel gets another number', () => {
    const sent: OrderRecord = {
      ...authorized,
      invoices: [{ number: 'NF-1', value: invoice('NF-1', 80_800).total, acceptedAt: 'then' }],
      packages: [{ id: 'P-1', invoiceNumber: 'NF-1', trackingNumber: 'OLD', trackingSentAt: 'then' }],
    }
    const update = partnerUpdate([invoice('NF-1', 80_800)], [parcel('P-1', 'NF-1')])
    expect(owedIds(withPartnerUpdate(sent, update, NOON))).toEqual(['orderTracking:P-1'])
  })

  it('is delivered only when every parcel of an invoice arrived', () => {
    const half = partnerUpdate(
      [invoice('NF-1', 40_000), invoice('NF-2', 40_800)],
      [parcel('P-1', 'NF-1', DELIVERED), parcel('P-2', 'NF-2', DELIVERED), parcel('P-3', 'NF-2')],
    )
    const record = withPartnerUpdate(authorized, half, NOON) as OrderRecord
    expect(owedIds(record)?.filter((id) => id.startsWith('trackingStatus'))).toEqual(['trackingStatus:NF-1'])
    const whole = partnerUpdate(
      [],
      half.packages.map((one) => ({ ...one, ...DELIVERED })),
    )
    expect(owedIds(withPartnerUpdate(record, whole, NOON))).toContain('trackingStatus:NF-2')
  })

  it('leaves a parcel that is still packed alone', () => {
    const packed = parcel('P-1', 'NF-1', { trackingNumber: undefined, dispatchedAt: undefined })
    const record = withPartnerUpdate(authorized, partnerUpdate([invoice('NF-1', 80_800)], [packed]), NOON)
    expect(owedIds(record)).toEqual(['orderInvoice:NF-1'])
  })

  it('keeps tracking and delivery back until their invoice is known', () => {
    const early = partnerUpdate([], [parcel('P-1', 'NF-1', DELIVERED)])
    expect(withPartnerUpdate(authorized, early, NOON)).toMatchObject({ state: 'handling', owed: [], packages: [] })
    const complete = partnerUpdate([invoice('NF-1', 80_800)], early.packages)
    expect(owedIds(withPartnerUpdate(authorized, complete, NOON))).toEqual([
      'orderInvoice:NF-1',
      'orderTracking:P-1',
      'trackingStatus:NF-1',
    ])
  })

  it('waits while the partner is being asked to cancel: invoice and cancellation must not cross (KI 1400005)', () => {
    const asking = {
      ...evaluating,
      owed: evaluating.owed.map((step) => ({ ...step, leaseUntil: new Date(NOON + HOUR).toISOString() })),
    }
    const update = partnerUpdate([invoice('NF-1', 80_800)])
    expect(withPartnerUpdate(asking, update, NOON)).toBeUndefined()
    expect(withPartnerUpdate(asking, update, NOON + HOUR)).toBeDefined()
  })

  it('decides a cancellation when it is an invoice (AC-62)', () => {
    const record = withPartnerUpdate(evaluating, partnerUpdate([invoice('NF-1', 80_800)]), NOON)
    expect(record).toMatchObject({ state: 'cancellationRefused', cancellation: { decision: 'refused' } })
    expect(owedIds(record)).toEqual(['cancellationDeadline', 'orderInvoice:NF-1'])
  })

  it('is written into the timeline', () => {
    const record = withPartnerUpdate(authorized, partnerUpdate([invoice('NF-1', 80_800)]), NOON)
    expect(record?.timeline.entries.at(-1)).toMatchObject({ reason: 'orderInvoice:NF-1' })
  })
})

describe('a parcel without a number of its carrier', () => {
  it('goes by its own id once it left', () => {
    expect(trackingNumberOf(parcel('P-1', 'NF-1', { trackingNumber: undefined }))).toBe('P-1')
  })

  it('goes by nothing before', () => {
    const packed = parcel('P-1', 'NF-1', { trackingNumber: undefined, dispatchedAt: undefined })
    expect(trackingNumberOf(packed)).toBeUndefined()
  })
})
