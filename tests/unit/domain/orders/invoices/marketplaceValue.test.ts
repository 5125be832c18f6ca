import type { InvoiceFact } from '../../../../../node/domain/orders/orderRecord'
import { asTold, factsOf, marketplaceValue } from '../../../../../node/domain/orders/invoices/marketplaceValue'
import { cents } from '../../../fixtures/offers'
import { invoice } from '../../../fixtures/orders'

/** The marketplace gives 10.00 away; the partner was told the full 808.00. */
const PROMOTED = { total: cents(79_800), partnerTotal: cents(80_800) }

describe('a document of the partner', () => {
  it('counts as it is where both sides have one total', () => {
    const record = { total: cents(80_800) }
    expect(factsOf(record, [invoice('NF-1', 40_900)], [])).toEqual([{ number: 'NF-1', value: 40_900 }])
    expect(asTold(record, invoice('NF-1', 40_900), [])).toEqual(invoice('NF-1', 40_900))
  })

  it('is the same share of what the marketplace pays, and all of them are all of it, to the cent', () => {
    const parts = [26_934, 26_933, 26_933].map((total, index) => invoice(`NF-${index}`, total))
    const facts = factsOf(PROMOTED, parts, [])
    expect(facts.map(({ documentValue }) => documentValue)).toEqual([26_934, 26_933, 26_933])
    expect(facts.reduce((sum, { value }) => sum + value, 0)).toBe(79_800)
    const dearer = { total: cents(80_900), partnerTotal: cents(80_800) }
    expect(factsOf(dearer, [invoice('NF-1', 80_800)], [])).toEqual([
      { number: 'NF-1', value: 80_900, documentValue: 80_800 },
    ])
  })

  it('over more than the partner was told is over more than the marketplace pays', () => {
    const accepted: InvoiceFact[] = factsOf(PROMOTED, [invoice('NF-1', 80_800)], [])
    expect(marketplaceValue(PROMOTED, invoice('NF-2', 1_000), accepted)).toBeGreaterThan(900)
  })

  it('is told again as it was told before, and anew when the paper changed', () => {
    const [fact] = factsOf(PROMOTED, [invoice('NF-1', 40_000)], [])
    expect(asTold(PROMOTED, invoice('NF-1', 40_000), [{ ...fact, value: cents(39_504) }]).total).toBe(39_504)
    expect(asTold(PROMOTED, invoice('NF-1', 80_800), [fact]).total).toBe(79_800)
  })
})
