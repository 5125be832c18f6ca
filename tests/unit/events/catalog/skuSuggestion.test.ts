import { skuSuggestion } from '../../../../node/events/catalog/skuSuggestion'
import { acme } from '../../fixtures/acme'
import { catalogItem } from '../../fixtures/catalogItem'
import { cents, sku } from '../../fixtures/offers'

describe('a suggestion', () => {
  it('holds its EANs in a list, even when there is one (C-11, AC-07)', () => {
    expect(skuSuggestion(catalogItem(), acme()).EAN).toEqual(['5941234567899'])
  })

  it('shows its price in currency units (C-12)', () => {
    expect(skuSuggestion(catalogItem({ price: cents(39_990) }), acme()).Pricing).toEqual({
      Currency: 'RON',
      SalePrice: 399.9,
      CurrencySymbol: 'lei',
    })
  })

  it('shows its weight in grams and in kilograms (C-13)', () => {
    expect(skuSuggestion(catalogItem({ weightGrams: 1_650 }), acme())).toMatchObject({ Weight: 1_650, WeightKg: 1.65 })
  })

  it('leaves out the numeric SKU id that no text id fits (C-14)', () => {
    expect(skuSuggestion(catalogItem(), acme())).not.toHaveProperty('SellerStockKeepingUnitId')
  })

  it('is written with capitals outside and without inside (C-15)', () => {
    const suggestion = skuSuggestion(catalogItem(), acme())
    expect(Object.keys(suggestion).every((name) => /^[A-Z]/.test(name))).toBe(true)
    expect(suggestion.SkuSpecifications).toEqual([{ fieldName: 'Color', fieldValues: ['Black'] }])
    expect(suggestion.Images).toEqual([
      { imageName: 'Main', imageUrl: 'https://img.northwind.example/1.jpg' },
      { imageName: '2', imageUrl: 'https://img.northwind.example/2.jpg' },
    ])
  })

  it('names the seller as its path does, and the category from the top', () => {
    expect(skuSuggestion(catalogItem(), acme())).toMatchObject({ SellerId: 'acme', CategoryFullPath: 'Tools/Drills' })
  })

  it('has a RefId although the partner has none: the matcher wants it', () => {
    expect(skuSuggestion(catalogItem({ refId: undefined, sku: sku('S-1') }), acme()).RefId).toBe('S-1')
  })

  it('has whole units in stock, never less than none', () => {
    expect(skuSuggestion(catalogItem({ stock: 7.8 }), acme()).AvailableQuantity).toBe(7)
    expect(skuSuggestion(catalogItem({ stock: -2 }), acme()).AvailableQuantity).toBe(0)
  })
})
