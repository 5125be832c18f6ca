import { withUsableNumbers } from '../../../../../node/domain/orders/invoices/usableNumbers'
import { invoice, parcel, partnerUpdate } from '../../../fixtures/orders'

const numbers = (...raw: string[]) =>
  withUsableNumbers(partnerUpdate(raw.map((number) => invoice(number, 100)))).invoices.map(({ number }) => number)

describe('the number of an invoice', () => {
  it('is written so that VTEX can work with it (AC-73)', () => {
    expect(numbers('A/1 #2', ' NF 981 ', 'São-1', 'OK-1')).toEqual(['A-1-2', 'NF-981', 'S-o-1', 'OK-1'])
  })

  it('stays as it is where two would become one, or nothing would be left: it is refused then', () => {
    expect(numbers('A/1', 'A 1', 'B/1')).toEqual(['A/1', 'A 1', 'B-1'])
    expect(numbers('A/1', 'A-1')).toEqual(['A/1', 'A-1'])
    expect(numbers('#/#')).toEqual(['#/#'])
  })

  it('is the same for its parcels and for returns', () => {
    const returns = [invoice('R/1', 100)]
    const update = { ...partnerUpdate([invoice('A/1', 100)], [parcel('P-1', 'A/1')]), returns }
    const usable = withUsableNumbers(update)
    expect(usable.packages[0].invoiceNumber).toBe('A-1')
    expect(usable.returns?.[0].number).toBe('R-1')
  })

  it('of an order with usable ones needs nothing', () => {
    const update = partnerUpdate([invoice('NF-1', 100)])
    expect(withUsableNumbers(update)).toBe(update)
  })
})
