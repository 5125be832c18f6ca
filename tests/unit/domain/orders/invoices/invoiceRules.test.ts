import { invoiceProblem, invoiceRows } from '../../../../../node/domain/orders/invoices/invoiceRules'
import type { PartnerInvoice } from '../../../../../node/domain/orders/partnerOrder'
import { cents, sku } from '../../../fixtures/offers'
import { invoice, orderRecord } from '../../../fixtures/orders'

const TOTAL = 80_800

describe('an invoice', () => {
  it('over the whole order may be sent', () => {
    expect(invoiceProblem(orderRecord(), invoice('NF-981', TOTAL))).toBeUndefined()
  })

  it('may be sent again: its own earlier value does not count against it', () => {
    const record = orderRecord({
      invoices: [{ number: 'NF-981', value: cents(TOTAL), acceptedAt: '2026-09-01T12:00:00Z' }],
    })
    expect(invoiceProblem(record, invoice('NF-981', TOTAL))).toBeUndefined()
  })

  it('may bring the sum of all to the value of the order, never above it (KI 1348894)', () => {
    const record = orderRecord({
      invoices: [{ number: 'NF-1', value: cents(50_000), acceptedAt: '2026-09-01T12:00:00Z' }],
    })
    expect(invoiceProblem(record, invoice('NF-2', TOTAL - 50_000))).toBeUndefined()
    expect(invoiceProblem(record, invoice('NF-2', TOTAL - 50_000 + 1))).toMatch(/exceed/)
  })

  it.each<[string, PartnerInvoice]>([
    ['a slash in its number', invoice('NF/981', 100)],
    ['a space in its number', invoice('NF 981', 100)],
    ['a letter outside ASCII in its number', invoice('NF-981ß', 100)],
    ['no number', invoice('', 100)],
    ['a number of 81 characters', invoice('9'.repeat(81), 100)],
    ['no value', invoice('NF-1', 0)],
    ['a negative value', invoice('NF-1', -5)],
    ['no lines', invoice('NF-1', 100, { lines: [] })],
    [
      'goods nobody ordered',
      invoice('NF-1', 100, { lines: [{ sku: sku('SAW'), quantity: 1, unitPrice: cents(100) }] }),
    ],
  ])('with %s is not sent', (_what, wrong) => {
    expect(invoiceProblem(orderRecord(), wrong)).toEqual(expect.any(String))
  })

  it('names each SKU once with its whole quantity (KI 1198829, C-48, AC-76)', () => {
    const lines = [
      { sku: sku('DRILL'), quantity: 1, unitPrice: cents(39_900) },
      { sku: sku('BIT'), quantity: 4, unitPrice: cents(990) },
      { sku: sku('DRILL'), quantity: 2, unitPrice: cents(39_900) },
    ]
    expect(invoiceRows(invoice('NF-1', 1, { lines }))).toEqual([
      { id: 'DRILL', price: 39_900, quantity: 3 },
      { id: 'BIT', price: 990, quantity: 4 },
    ])
  })
})
