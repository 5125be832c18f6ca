import type { CatalogItem } from '../../../../node/domain/catalog/catalogItem'
import { contentPrint, pricePrint, stockPrint } from '../../../../node/domain/catalog/offerPrints'
import { catalogItem } from '../../fixtures/catalogItem'
import { cents } from '../../fixtures/offers'

const printsOf = (item: CatalogItem, category = 'Tools/Drills') => ({
  content: contentPrint(item, { brand: item.brand ?? '', category }),
  price: pricePrint(item.currency, item),
  stock: stockPrint(item.stock),
})

const changedPrints = (change: Partial<CatalogItem>) => {
  const before = printsOf(catalogItem())
  const after = printsOf(catalogItem(change))
  return (['content', 'price', 'stock'] as const).filter((kind) => before[kind] !== after[kind])
}

describe('what changed about an SKU', () => {
  it.each<[string, Partial<CatalogItem>, string[]]>([
    ['nothing', {}, []],
    ['its price', { price: cents(1) }, ['price']],
    ['its list price', { listPrice: cents(50_000) }, ['price']],
    ['its stock', { stock: 39 }, ['stock']],
    ['its name', { skuName: 'Drill' }, ['content']],
    ['an image', { images: [{ name: 'front', url: 'https://img.example/new.jpg' }] }, ['content']],
    ['its weight', { weightGrams: 1_700 }, ['content']],
    ['that the partner stopped selling it', { active: false }, ['content']],
  ])('%s is seen as such and as nothing else', (_what, change, kinds) => {
    expect(changedPrints(change)).toEqual(kinds)
  })

  it('does not mistake a height for a width', () => {
    const tall = printsOf(catalogItem({ heightCm: 9, widthCm: 24 }))
    expect(tall.content).not.toBe(printsOf(catalogItem()).content)
  })

  it('sees that its category is mapped to another one', () => {
    expect(printsOf(catalogItem(), 'Home/Drills').content).not.toBe(printsOf(catalogItem()).content)
  })
})
