import { distinctSkus } from '../../../../node/domain/offers/distinctSkus'
import { sku } from '../../fixtures/offers'

it('asks the partner once per SKU, for all its lines together, in the order of the cart', () => {
  const lines = [
    { sku: sku('B'), quantity: 2 },
    { sku: sku('A'), quantity: 1 },
    { sku: sku('B'), quantity: 3 },
  ]
  expect(distinctSkus(lines)).toEqual([
    { sku: 'B', quantity: 5 },
    { sku: 'A', quantity: 1 },
  ])
})
