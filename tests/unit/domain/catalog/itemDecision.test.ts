import fc from 'fast-check'

import { suggestionKeys, wavesOf } from '../../../../node/domain/catalog/itemDecision'
import { catalogItem } from '../../fixtures/catalogItem'
import { sku } from '../../fixtures/offers'

const variant = (id: string, product: string, color: string, more = {}) =>
  catalogItem({
    sku: sku(id),
    productId: product,
    skuSpecifications: [{ name: 'Color', values: [color] }],
    productSpecifications: [],
    ...more,
  })

describe('suggestions sent at the same time', () => {
  it('never are variants of one product, which go in their order (AC-13)', () => {
    const items = [variant('A1', 'A', 'red'), variant('A2', 'A', 'blue'), variant('A3', 'A', 'green')]
    expect(wavesOf(items, suggestionKeys, 4).map((wave) => wave.map((item) => item.sku))).toEqual([
      ['A1'],
      ['A2'],
      ['A3'],
    ])
  })

  it('never share the value of a specification (KI 919761)', () => {
    const items = [variant('A', 'A', 'Red'), variant('B', 'B', 'red'), variant('C', 'C', 'blue')]
    expect(wavesOf(items, suggestionKeys, 4).map((wave) => wave.map((item) => item.sku))).toEqual([['A', 'C'], ['B']])
  })

  it('are each SKU once, few at a time, and none before one it shares something with', () => {
    const some = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 60 })
    fc.assert(
      fc.property(some, (pairs) => {
        const items = pairs.map(([a, b], index) => ({ index, keys: [`p${a}`, `s${b}`] }))
        const waves = wavesOf(items, ({ keys }) => keys, 4)
        const order = waves.flat()
        const isEachOnce = order.length === items.length && new Set(order).size === items.length
        const isApart = waves.every((wave) => {
          const keys = wave.flatMap((item) => item.keys)
          return wave.length <= 4 && new Set(keys).size === keys.length
        })
        const isInOrder = items.every((item) =>
          items
            .filter((other) => other.index < item.index && other.keys.some((key) => item.keys.includes(key)))
            .every((other) => order.indexOf(other) < order.indexOf(item)),
        )
        return isEachOnce && isApart && isInOrder
      }),
    )
  })
})
