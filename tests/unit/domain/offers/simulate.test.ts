import {
  sellableUnits,
  simulate,
  type SimulatedLine,
  type SimulationRules,
} from '../../../../node/domain/offers/simulate'
import type { Offer, ShippingOption } from '../../../../node/domain/offers/quote'
import { cents, COURIER, NO_RULES, notSold, offer, quoteOf, sku, STORE } from '../../fixtures/offers'
import { HOUR, NOON } from '../../fixtures/movableClock'
import { fc } from '../../fixtures/seeded'

const line = (id: string, quantity: number): SimulatedLine => ({ sku: sku(id), quantity })
const run = (
  lines: SimulatedLine[],
  offers: Offer[],
  rules: Partial<SimulationRules> = {},
  options: ShippingOption[] = [COURIER],
) => simulate(lines, quoteOf(offers, options), { ...NO_RULES, ...rules })
const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)

describe('a simulated line', () => {
  it('shows price and stock without an address, and no SLA (AC-17, C-49)', () => {
    const [row] = run([line('A', 1)], [offer('A', 17, 39_900, { listPrice: cents(45_900) })], {}, [])
    expect(row).toMatchObject({ quantity: 1, stock: 17, price: 39_900, listPrice: 45_900, slas: [] })
    expect(row).toMatchObject({ measurementUnit: 'un', unitMultiplier: 1 })
  })

  it('shows every way of delivery that reaches the address (AC-18)', () => {
    const [row] = run([line('A', 1)], [offer('A', 17)], {}, [COURIER, STORE])
    expect(row.slas.map(({ option }) => option.id)).toEqual(['home-std', 'store-b1'])
  })

  it('is capped at the stock, never at nothing (AC-19)', () => {
    expect(run([line('A', 30)], [offer('A', 17)])).toMatchObject([{ quantity: 17, stock: 17 }])
  })

  it('without stock cannot be bought or delivered, but keeps its price (AC-20)', () => {
    expect(run([line('A', 1)], [offer('A', 0)])).toMatchObject([{ quantity: 0, stock: 0, slas: [], price: 39_900 }])
  })

  it('does not suffer from a neighbour without stock (AC-21)', () => {
    const rows = run([line('A', 1), line('B', 2)], [offer('A', 0), offer('B', 5)])
    expect(rows).toMatchObject([
      { quantity: 0, stock: 0 },
      { quantity: 2, stock: 5 },
    ])
    expect(rows[1].slas).toMatchObject([{ option: COURIER, price: 1_000 }])
  })

  it.each<[string, Offer[]]>([
    ['the partner does not name', []],
    ['the partner does not sell', [notSold('A')]],
    ['has stock and no price, which would be a free sale', [{ sku: sku('A'), sold: true, stock: 9 }]],
  ])('of an SKU that %s stays in its place as a zero row (AC-22, C-20)', (_what, offers) => {
    const rows = run([line('B', 1), line('A', 1)], [offer('B', 3), ...offers])
    expect(rows[1]).toMatchObject({ quantity: 0, stock: 0, price: 0, listPrice: 0, slas: [] })
    expect(rows[0]).toMatchObject({ quantity: 1, stock: 3 })
  })

  it('shares the stock of its SKU with the lines before it (AC-23)', () => {
    const rows = run([line('A', 3), line('A', 4)], [offer('A', 5)])
    expect(rows.map(({ quantity, stock }) => ({ quantity, stock }))).toEqual([
      { quantity: 3, stock: 5 },
      { quantity: 2, stock: 5 },
    ])
  })

  it('shows no stock beside quantity 0 when the lines before it took everything (KI 1316990)', () => {
    expect(run([line('A', 5), line('A', 1)], [offer('A', 5)])[1]).toMatchObject({ quantity: 0, stock: 0, slas: [] })
  })

  it('shows its real stock where nothing delivers (AC-24)', () => {
    expect(run([line('A', 1)], [offer('A', 17)], {}, [])).toMatchObject([{ quantity: 1, stock: 17, slas: [] }])
  })

  it('never shows a list price below its price', () => {
    expect(run([line('A', 1)], [offer('A', 1, 500, { listPrice: cents(400) })])).toMatchObject([{ listPrice: 500 }])
    expect(run([line('A', 1)], [offer('A', 1, 500)])).toMatchObject([{ listPrice: 500 }])
  })

  it('keeps the unit of the catalog (AC-35)', () => {
    const cheese = offer('A', 9, 500, { measurementUnit: 'kg', unitMultiplier: 0.5 })
    expect(run([line('A', 3)], [cheese])).toMatchObject([{ measurementUnit: 'kg', unitMultiplier: 0.5, quantity: 3 }])
  })

  it('cannot be bought while the seller is paused, and still shows its price', () => {
    expect(run([line('A', 1)], [offer('A', 9)], { paused: true })).toMatchObject([
      { quantity: 0, stock: 0, slas: [], price: 39_900 },
    ])
  })
})

describe('a line that a store and a warehouse can serve', () => {
  const split = offer('A', 17, 39_900, { stockByChannel: { delivery: 14, 'pickup-in-point': 3 } })
  const slaIds = (quantity: number) =>
    run([line('A', quantity)], [split], {}, [COURIER, STORE])[0].slas.map(({ option }) => option.id)

  it('shows what each of them has (AC-25)', () => {
    const [row] = run([line('A', 1)], [split], {}, [COURIER, STORE])
    expect(row).toMatchObject({ stock: 17, channelStock: { delivery: 14, 'pickup-in-point': 3 } })
  })

  it('travels only the ways that have enough of it', () => {
    expect([slaIds(3), slaIds(4)]).toEqual([['home-std', 'store-b1'], ['home-std']])
  })

  it('has the units others hold taken off both: nobody knows where they will be missing', () => {
    const [row] = run([line('A', 1)], [split], { reserved: new Map([['A', 2]]), safetyStock: 1 })
    expect(row).toMatchObject({ stock: 14, channelStock: { delivery: 11, 'pickup-in-point': 0 } })
  })
})

describe('a scheduled delivery', () => {
  const window = (hour: number, price: number) => ({
    start: new Date(NOON + hour * HOUR).toISOString(),
    end: new Date(NOON + (hour + 2) * HOUR).toISOString(),
    price: cents(price),
  })
  const evening = (...windows: ReturnType<typeof window>[]) => [{ ...COURIER, id: 'evening', windows }]

  it('shows the windows that have not begun, and no others (AC-26)', () => {
    const [row] = run([line('A', 1)], [offer('A', 5)], {}, evening(window(-1, 0), window(0, 0), window(1, 300)))
    expect(row.slas).toMatchObject([{ option: { id: 'evening' }, windows: [window(1, 300)] }])
  })

  it('cannot be chosen when all its windows have begun', () => {
    expect(run([line('A', 1)], [offer('A', 5)], {}, evening(window(-1, 0)))[0].slas).toEqual([])
  })

  it('costs its window once, spread over the lines like the freight (AC-27)', () => {
    const rows = run(
      [line('A', 1), line('B', 2)],
      [offer('A', 5, 100), offer('B', 5, 100)],
      {},
      evening(window(1, 100)),
    )
    expect(rows.map(({ slas }) => slas[0].windows[0].price)).toEqual([33, 67])
  })
})

describe('the stock that may be promised', () => {
  it('is what neither safety stock nor other orders hold back', () => {
    const reserved = new Map([['A', 3]])
    expect(run([line('A', 10)], [offer('A', 10)], { reserved, safetyStock: 2 })).toMatchObject([
      { quantity: 5, stock: 5 },
    ])
  })

  it('is never negative and never a fraction', () => {
    const rules = { reserved: new Map([['A', 8]]), safetyStock: 5 }
    expect(sellableUnits(10, 'A', rules)).toBe(0)
    expect(sellableUnits(7.9, 'B', rules)).toBe(2)
  })

  it('keeps what is reserved of one SKU from another', () => {
    const reserved = new Map([['A', 3]])
    expect(run([line('B', 10)], [offer('B', 10)], { reserved })).toMatchObject([{ stock: 10 }])
  })
})

describe('the freight of a cart', () => {
  it('is spread over its lines by value and adds up exactly (AC-27)', () => {
    const rows = run(
      [line('A', 1), line('B', 1), line('C', 1)],
      [offer('A', 5, 100), offer('B', 5, 100), offer('C', 5, 100)],
    )
    expect(rows.map(({ slas }) => slas[0].price)).toEqual([334, 333, 333])
  })

  it('is carried by the lines that ship alone', () => {
    const rows = run([line('A', 1), line('B', 1)], [offer('A', 0), offer('B', 5)])
    expect(rows[1].slas).toMatchObject([{ option: COURIER, price: 1_000 }])
  })

  it('is shared alike when the lines cost nothing', () => {
    const rows = run([line('A', 1), line('B', 1)], [offer('A', 5, 0), offer('B', 5, 0)])
    expect(rows.map(({ slas }) => slas[0].price)).toEqual([500, 500])
  })
})

describe('any cart', () => {
  const ids = ['A', 'B', 'C', 'D']
  const anyOffer = (id: string) =>
    fc.oneof(
      fc.constant(notSold(id)),
      fc.record({
        sku: fc.constant(sku(id)),
        sold: fc.constant(true as const),
        stock: fc.integer({ min: -5, max: 40 }),
        price: fc.option(fc.integer({ min: 0, max: 1_000_000 }).map(cents), { nil: undefined }),
      }),
    )
  const cart = fc.record({
    lines: fc.array(
      fc.record({ sku: fc.constantFrom(...ids, 'unknown').map(sku), quantity: fc.integer({ min: 1, max: 30 }) }),
      { minLength: 1, maxLength: 12 },
    ),
    offers: fc.tuple(...ids.map(anyOffer)),
    freight: fc.integer({ min: 0, max: 100_000 }).map(cents),
    safetyStock: fc.integer({ min: 0, max: 10 }),
    reserved: fc.dictionary(fc.constantFrom(...ids), fc.integer({ min: 0, max: 10 })),
  })
  const outcome = ({
    lines,
    offers,
    freight,
    safetyStock,
    reserved,
  }: typeof cart extends fc.Arbitrary<infer T> ? T : never) => {
    const rules = { ...NO_RULES, reserved: new Map(Object.entries(reserved)), safetyStock }
    return { rules, rows: simulate(lines, quoteOf(offers as Offer[], [{ ...COURIER, price: freight }]), rules) }
  }

  it('gets one row per line', () => {
    fc.assert(fc.property(cart, (given) => expect(outcome(given).rows).toHaveLength(given.lines.length)))
  })

  it('is never promised more of an SKU than there is', () => {
    fc.assert(
      fc.property(cart, (given) => {
        const { rows, rules } = outcome(given)
        for (const found of given.offers) {
          const promised = sum(
            rows.filter((_row, index) => given.lines[index].sku === found.sku).map(({ quantity }) => quantity),
          )
          const stock = found.sold ? sellableUnits(found.stock, found.sku, rules) : 0
          expect(promised).toBeLessThanOrEqual(stock)
        }
      }),
    )
  })

  it('never gets quantity 0 with stock, nor stock with quantity 0 (KI 1316990)', () => {
    fc.assert(
      fc.property(cart, (given) => {
        outcome(given).rows.forEach((row, index) => {
          expect(row.quantity > 0).toBe(row.stock > 0)
          expect(row.quantity).toBeLessThanOrEqual(Math.min(row.stock, given.lines[index].quantity))
          expect(Number.isSafeInteger(row.quantity) && row.quantity >= 0).toBe(true)
        })
      }),
    )
  })

  it('pays the freight exactly once', () => {
    fc.assert(
      fc.property(cart, (given) => {
        const prices = outcome(given).rows.flatMap(({ slas }) => slas.map(({ price }) => price as number))
        expect(sum(prices)).toBe(prices.length > 0 ? given.freight : 0)
      }),
    )
  })
})
