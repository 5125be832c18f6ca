import { weightOfOffers } from '../../../../node/domain/offers/offerWeight'
import { cents, notSold, offer } from '../../fixtures/offers'

describe('the weight of offers in a bounded memory', () => {
  const service = { type: 'Warranty', id: 'W2', name: 'Two more years', price: cents(4_900) }
  const engraving = {
    name: 'engraving',
    required: false,
    fields: [{ name: 'text', maxLength: 20, options: ['a', 'b'] }],
  }

  it('is one row each, and grows with what is sold beside them', () => {
    expect(weightOfOffers([offer('A', 1), notSold('B')])).toBe(2)
    expect(weightOfOffers([{ sold: true, services: [service, service] }])).toBe(3)
    expect(weightOfOffers([{ sold: true, attachments: [engraving] }])).toBe(5)
  })
})
