import path from 'node:path'
import { CatalogError, checkCatalog, readCatalog } from '../../../sandbox/partner/vendure/shop/catalog'

const OWN = path.join(__dirname, '../../../sandbox/partner/vendure/catalog.json')

const broken = (change: (catalog: { products: { variants: Record<string, unknown>[] }[] }) => void) => {
  const catalog = JSON.parse(JSON.stringify(readCatalog(OWN))) as {
    products: { variants: Record<string, unknown>[] }[]
  }
  change(catalog)
  return () => checkCatalog(catalog)
}

it("accepts the sandbox's own catalogue, in which every SKU lies in exactly one location", () => {
  const variants = readCatalog(OWN).products.flatMap((product) => product.variants)
  expect(variants).toHaveLength(12)
  expect(variants.filter(({ stock = {} }) => Object.keys(stock).length !== 1)).toEqual([])
})

it.each([
  ['a check digit is wrong', /check digit of EAN 7896421500076 is wrong/, { ean: '7896421500076' }],
  ['a price is not in minor units', /variants\/0\/price: must be integer/, { price: 49.9 }],
  ['a field is unknown', /additional properties \(colour\)/, { colour: 'red' }],
  ['a location is not declared', /"Manaus" is not one of stockLocations/, { stock: { Manaus: 1 } }],
  ['a SKU is there twice', /SKU REDE-AZUL-CASAL is there twice/, { sku: 'REDE-AZUL-CASAL' }],
  ['options differ inside a product', /need the same options/, { options: { Tamanho: 'G' } }],
  ['two variants have the same options', /has the same options/, { options: { Cor: 'Azul' } }],
])('says so when %s', (_, message, change) => {
  const check = broken((catalog) => Object.assign(catalog.products[0].variants[0], change))
  expect(check).toThrow(CatalogError)
  expect(check).toThrow(message)
})

it('says so when the file is not there', () => {
  expect(() => readCatalog(`${OWN}.missing`)).toThrow(CatalogError)
})
