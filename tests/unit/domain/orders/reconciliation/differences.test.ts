import type { ShownOrder, Sides } from '../../../../../node/domain/orders/reconciliation/difference'
import { differences } from '../../../../../node/domain/orders/reconciliation/differences'
import { authorized } from '../../../../../node/domain/orders/authorization'
import type { OrderRecord } from '../../../../../node/domain/orders/orderRecord'
import type { PartnerOrderState } from '../../../../../node/domain/orders/partnerOrder'
import type { OrderState } from '../../../../../node/domain/orders/states'
import { HOUR, NOON } from '../../../fixtures/movableClock'
import { invoice, orderRecord, partnerUpdate } from '../../../fixtures/orders'

const shown = (status: string, packages?: ShownOrder['packageAttachment']): ShownOrder => ({
  status,
  isCompleted: true,
  sellers: [{ id: 'acme' }],
  ...(packages ? { packageAttachment: packages } : {}),
})
const at = (state: PartnerOrderState) => ({ ...partnerUpdate([]), state })
const paid = { ...authorized(orderRecord(), 'r', NOON, []), owed: [] }
const kinds = (record: OrderRecord, sides: Sides, now = NOON) => differences(record, sides, now).map(({ kind }) => kind)
const repairs = (record: OrderRecord, sides: Sides) =>
  differences(record, sides, NOON).map(({ repair }) => repair?.kind)
const accepted = (number: string) => ({ number, value: 80_800 as never, acceptedAt: new Date(NOON).toISOString() })

describe('OMS, our record and the partner', () => {
  it.each<[string, OrderRecord, Sides]>([
    ['unpaid', orderRecord(), { marketplace: shown('payment-pending'), partner: at('open') }],
    ['paid', paid, { marketplace: shown('payment-approved'), partner: at('authorized') }],
    ['canceled', orderRecord({ state: 'canceled' }), { marketplace: shown('canceled'), partner: at('canceled') }],
    ['failed', orderRecord({ state: 'failed' }), { marketplace: 'unknown', partner: 'unknown' }],
    ['expired', orderRecord({ state: 'expired' }), { marketplace: 'unknown', partner: 'unknown' }],
  ])('agree about an order that is %s', (_what, record, sides) => {
    expect(differences(record, sides, NOON)).toEqual([])
  })

  it.each<[string, OrderRecord, Sides, string | undefined]>([
    [
      'missedAuthorization',
      orderRecord(),
      { marketplace: shown('payment-approved'), partner: at('open') },
      'marketplaceStanding',
    ],
    ['missedCancellation', paid, { marketplace: shown('canceled'), partner: at('authorized') }, 'marketplaceStanding'],
    [
      'aliveAtPartner',
      orderRecord({ state: 'canceled' }),
      { marketplace: shown('canceled'), partner: at('authorized') },
      'cancelAtPartner',
    ],
    [
      'partnerNews',
      paid,
      { marketplace: shown('payment-approved'), partner: partnerUpdate([invoice('NF-1', 80_800)]) },
      'partnerNews',
    ],
    [
      'missingInvoice',
      { ...paid, state: 'invoiced', invoices: [accepted('NF-1')] },
      { marketplace: shown('payment-approved', { packages: [] }), partner: 'unread' },
      'resendInvoice',
    ],
    [
      'shippedThoughCanceled',
      orderRecord({ state: 'canceled' }),
      { marketplace: shown('canceled'), partner: at('shipped') },
      undefined,
    ],
    [
      'liveAtMarketplace',
      orderRecord({ state: 'canceled' }),
      { marketplace: shown('handling'), partner: 'unread' },
      undefined,
    ],
    [
      'canceledAfterInvoice',
      { ...paid, state: 'delivered' },
      { marketplace: shown('canceled'), partner: 'unread' },
      undefined,
    ],
    ['unknownAtMarketplace', paid, { marketplace: 'unknown', partner: 'unread' }, undefined],
    ['unknownAtPartner', paid, { marketplace: 'unread', partner: 'unknown' }, undefined],
    [
      'foreignInvoice',
      paid,
      { marketplace: shown('invoiced', { packages: [{ invoiceNumber: 'BY-HAND' }] }), partner: 'unread' },
      undefined,
    ],
  ])('differ: %s', (kind, record, sides, repair) => {
    expect(kinds(record, sides)).toEqual([kind])
    expect(repairs(record, sides)).toEqual([repair])
  })

  it('cannot differ where one of them cannot be read', () => {
    for (const state of ['received', 'authorized', 'canceled', 'delivered'] as OrderState[])
      expect(kinds(orderRecord({ state }), { marketplace: 'unread', partner: 'unread' })).toEqual([])
  })

  it('leave a placement in doubt alone for two hours, not longer', () => {
    const doubt = orderRecord({ state: 'placementInDoubt' })
    const sides: Sides = { marketplace: 'unread', partner: 'unread' }
    expect(kinds(doubt, sides, NOON + HOUR)).toEqual([])
    expect(kinds(doubt, sides, NOON + 3 * HOUR)).toEqual(['placementInDoubt'])
  })

  it('agree about an invoice the operator sent under another number, and about a return', () => {
    const record: OrderRecord = {
      ...paid,
      state: 'invoiced',
      invoices: [{ ...accepted('NF-1'), replacedBy: 'NF-2' }],
      returns: [accepted('RET-1')],
    }
    const packages = [{ invoiceNumber: 'NF-2' }, { invoiceNumber: 'RET-1' }]
    expect(kinds(record, { marketplace: shown('invoiced', { packages }), partner: 'unread' })).toEqual([])
  })
})
