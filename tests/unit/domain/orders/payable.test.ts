import { payability, type Payability } from '../../../../node/domain/orders/payable'

const order = (status: string | null, isCompleted: boolean | null = true, id: string | null = 'acme') => ({
  status,
  isCompleted,
  sellers: [{ id: 'other' }, { id }],
})

describe('what OMS says of an order', () => {
  it.each<[Payability, string[]]>([
    [
      'payable',
      [
        'approve-payment',
        'payment-approved',
        'authorize-fulfillment',
        'waiting-ffmt-authorization',
        'window-to-cancel',
        'ready-for-handling',
        'start-handling',
        'handling',
        'waiting-for-fulfillment',
        'waiting-seller-handling',
        'ready-for-invoicing',
        'invoice',
        'invoiced',
      ],
    ],
    [
      'notYet',
      [
        'order-created',
        'order-accepted',
        'on-order-completed',
        'on-order-completed-ffm',
        'waiting-for-authorization',
        'waiting-for-order-authorization',
        'waiting-for-manual-authorization',
        'payment-pending',
        'payment-denied',
        'window-to-change-payment',
        'window-to-change-seller',
        'request-cancel',
        'waiting-for-seller-decision',
        'cancellation-requested',
        'order-create-error',
        'order-creation-error',
        'replaced',
        'a-status-of-next-year',
        '',
      ],
    ],
    ['canceled', ['cancel', 'canceled']],
  ])('is %s in its statuses', (expected, statuses) => {
    expect(statuses.map((status) => [status, payability(order(status), 'acme')])).toEqual(
      statuses.map((status) => [status, expected]),
    )
  })

  it('is not enough to ship while the order is incomplete (KI 345526)', () => {
    expect(payability(order('payment-approved', false), 'acme')).toBe('notYet')
    expect(payability(order('payment-approved', null), 'acme')).toBe('notYet')
    expect(payability(order(null), 'acme')).toBe('notYet')
  })

  it('counts as canceled even while incomplete', () => {
    expect(payability(order('canceled', false), 'acme')).toBe('canceled')
  })

  it.each([
    ['nobody knows it', undefined],
    ['it is another seller’s', order('payment-approved', true, 'someone')],
    ['its seller is written differently', order('payment-approved', true, 'ACME')],
    ['it names no seller', { status: 'payment-approved', isCompleted: true, sellers: null }],
    ['its seller has no id', order('payment-approved', true, null)],
  ])('is no business of ours when %s', (_why, known) => {
    expect(payability(known, 'acme')).toBe('notOurs')
  })
})
