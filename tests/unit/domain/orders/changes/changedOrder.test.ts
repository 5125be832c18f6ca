import { changedOrder, type ChangeFacts } from '../../../../../node/domain/orders/changes/changedOrder'
import { changeRequest } from '../../../../../node/domain/orders/changes/changeRequest'
import type { ChangedOrder } from '../../../../../node/domain/orders/changes/orderChange'
import type { OrderRecord } from '../../../../../node/domain/orders/orderRecord'
import { cents, sku } from '../../../fixtures/offers'
import { orderRecord } from '../../../fixtures/orders'
import { fc } from '../../../fixtures/seeded'

/** Two drills for 399.00 each and 10.00 of freight. */
const ORDER = orderRecord({ state: 'authorized' })
const FACTS: ChangeFacts = { skuOf: ({ id }) => sku(id), prices: new Map([[sku('BIT'), cents(990)]]) }

const change = (told: Parameters<typeof changeRequest>[0], facts: Partial<ChangeFacts> = {}, order = ORDER) =>
  changedOrder(order, changeRequest(told), { ...FACTS, ...facts })
const made = (...args: Parameters<typeof change>) => change(...args) as ChangedOrder
const shape = ({ lines }: Pick<OrderRecord, 'lines'>) =>
  lines.map(({ quantity, sku: id, unitPrice }) => [id, quantity, unitPrice])

describe('a changed order', () => {
  it('has fewer units and costs their price less', () => {
    const after = made({ remove: { items: [{ id: 'DRILL', quantity: 1 }] } })
    expect(shape(after)).toEqual([['DRILL', 1, 39_900]])
    expect(after).toMatchObject({ total: 40_900, partnerTotal: 40_900 })
  })

  it('has other goods instead, at the partner’s price', () => {
    const to = { items: [{ id: 'BIT', quantity: 3 }] }
    const after = made({ replace: [{ from: { items: [{ id: 'DRILL', quantity: 2 }] }, to }] })
    expect(shape(after)).toEqual([['BIT', 3, 990]])
    expect(after.total).toBe(3 * 990 + 1_000)
  })

  it('has more of what it had at the price it had', () => {
    expect(shape(made({ add: { items: [{ id: 'DRILL', quantity: 1 }] } }))).toEqual([['DRILL', 3, 39_900]])
  })

  it('takes units from several lines of one SKU', () => {
    const [line] = ORDER.lines
    const order = { ...ORDER, lines: [line, { ...line, quantity: 1, unitPrice: cents(30_000) }] }
    const after = made({ remove: { items: [{ id: 'DRILL', quantity: 2 }] } }, {}, order)
    expect(shape(after)).toEqual([['DRILL', 1, 39_900]])
  })

  it('shares a discount over its units so that nothing is lost', () => {
    const after = made({ manualDiscountValue: 101 })
    expect(shape(after)).toEqual([
      ['DRILL', 1, 39_849],
      ['DRILL', 1, 39_850],
    ])
    expect(after.total).toBe(80_800 - 101)
  })

  it('gives a discount or a surcharge to the units it is for', () => {
    const item = { id: 'BIT', quantity: 2, manualDiscountValue: 80, manualIncrementValue: 20 }
    const after = made({ add: { items: [item] } })
    expect(shape(after)).toEqual([
      ['DRILL', 2, 39_900],
      ['BIT', 2, 960],
    ])
  })

  it('adds up to the cent, whatever is asked', () => {
    const amounts = fc.record({
      discount: fc.integer({ min: 0, max: 79_800 }),
      increment: fc.integer({ min: 0, max: 99_999 }),
    })
    fc.assert(
      fc.property(amounts, ({ discount, increment }) => {
        const after = made({ manualDiscountValue: discount, manualIncrementValue: increment })
        const goods = after.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0)
        expect([goods, after.total - goods]).toEqual([79_800 - discount + increment, 1_000])
        expect(after.lines.reduce((sum, line) => sum + line.quantity, 0)).toBe(2)
      }),
    )
  })

  it('keeps the freight the partner has, which need not be the marketplace’s', () => {
    const after = made({ remove: { items: [{ id: 'DRILL', quantity: 1 }] } }, { partnerTotal: cents(79_800 + 2_500) })
    expect(after).toMatchObject({ total: 40_900, partnerTotal: 39_900 + 2_500 })
  })

  it('is worth what VTEX says, which knows its own discounts', () => {
    expect(made({ remove: { items: [{ id: 'DRILL', quantity: 1 }] } }, { totalChange: -39_400 }).total).toBe(41_400)
  })
})

describe('a change that cannot be made', () => {
  const delivery = (selectedSla: string, price: number) => ({
    add: { items: [{ id: 'DRILL', quantity: 1 }], shippingData: { logisticsInfo: [{ selectedSla, price }] } },
  })

  it.each<[string, Parameters<typeof changeRequest>[0], RegExp]>([
    ['more units than there are', { remove: { items: [{ id: 'DRILL', quantity: 3 }] } }, /no 3 units/],
    ['goods that are not in it', { remove: { items: [{ id: 'SAW', quantity: 1 }] } }, /SAW/],
    ['goods without price', { add: { items: [{ id: 'SAW', quantity: 1 }] } }, /price/],
    ['everything', { remove: { items: [{ id: 'DRILL', quantity: 2 }] } }, /nothing would be left/],
    ['more than it costs', { manualDiscountValue: 79_801 }, /less than nothing/],
    ['another delivery', delivery('express', 1_000), /delivery/],
    ['another freight', delivery('home-std', 900), /freight/],
  ])('takes away or brings %s', (_what, told, reason) => {
    expect(change(told)).toEqual(expect.stringMatching(reason))
  })

  it('may repeat the delivery it has', () => {
    expect(shape(made(delivery('home-std', 1_000)))).toEqual([['DRILL', 3, 39_900]])
  })
})
