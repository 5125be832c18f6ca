import type { CatalogItem } from '../../../../node/domain/catalog/catalogItem'
import { contentProblems } from '../../../../node/domain/catalog/contentProblems'
import { catalogItem } from '../../fixtures/catalogItem'
import { sku } from '../../fixtures/offers'

const front = { name: 'front', url: 'https://img.example/1.jpg' }

describe('content for VTEX', () => {
  it('passes when it is complete', () => {
    expect(contentProblems(catalogItem())).toEqual([])
  })

  it('may do without description, EAN or RefId, and specifications', () => {
    const plain = catalogItem({
      description: undefined,
      eans: [],
      refId: undefined,
      skuSpecifications: [],
      productSpecifications: [],
    })
    expect(contentProblems(plain)).toEqual([])
  })

  it.each<[string, Partial<CatalogItem>, RegExp]>([
    ['a slash in the SKU id', { sku: sku('A/B') }, /SKU id/],
    ['a space in the SKU id', { sku: sku('A B') }, /SKU id/],
    ['a percent sign in the SKU id', { sku: sku('A%2FB') }, /SKU id/],
    ['no sale at the partner', { active: false }, /does not sell/],
    ['no price', { price: undefined }, /no price/],
    ['a blank product name', { productName: '  ' }, /need a name/],
    ['a blank SKU name', { skuName: '' }, /need a name/],
    ['a product name of 151 characters', { productName: 'x'.repeat(151) }, /longer than 150/],
    ['an SKU name of 151 characters', { skuName: 'x'.repeat(151) }, /longer than 150/],
    ['no brand', { brand: undefined }, /no brand/],
    ['no category', { categoryPath: [] }, /no category/],
    ['one wrong EAN among good ones', { eans: ['5941234567899', '5941234567890'] }, /5941234567890/],
    ['no height', { heightCm: undefined }, /height/],
    ['a width of nothing', { widthCm: 0 }, /width/],
    ['a negative length', { lengthCm: -1 }, /length/],
    ['a weight that is no number', { weightGrams: Number.NaN }, /weight/],
    ['no image', { images: [] }, /no image/],
    [
      'an image over http',
      { images: [front, { name: 'side', url: 'http://img.example/2.jpg' }] },
      /image side .*https/,
    ],
  ])('with %s is explained to its owner, not sent', (_what, change, reason) => {
    expect(contentProblems(catalogItem(change))).toEqual([expect.stringMatching(reason)])
  })

  it('may use all 150 characters of a name', () => {
    expect(contentProblems(catalogItem({ productName: 'x'.repeat(150), skuName: 'y'.repeat(150) }))).toEqual([])
  })
})
