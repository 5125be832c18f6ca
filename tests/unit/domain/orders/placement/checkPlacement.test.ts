import { checkPlacement, type PlacementCheck } from '../../../../../node/domain/orders/placement/checkPlacement'
import type { PlacementOrder } from '../../../../../node/domain/orders/placement/placementOrder'
import { cents, COURIER, notSold, offer, quoteOf, sku } from '../../../fixtures/offers'
import { orderLine, placementOrder } from '../../../fixtures/orders'

const ALL = { services: true, attachments: true }
const STRICT: PlacementCheck = { priceTolerancePercent: 0, priceDivergence: 'refuse', carried: ALL, paused: false }
const quote = quoteOf([offer('DRILL', 5, 39_900)], [COURIER])
const refusal =
  (order: PlacementOrder, rules = STRICT, against = quote) =>
  () =>
    checkPlacement(order, against, rules)
const code = (expected: string) => expect.objectContaining({ code: expected })
const priced = (unitPrice: number) => placementOrder({ lines: [orderLine('DRILL', 2, unitPrice, 1_000)] })

describe('an order', () => {
  it('that agrees with the partner is accepted without a remark', () => {
    expect(checkPlacement(placementOrder(), quote, STRICT)).toEqual({
      option: COURIER,
      freight: 1_000,
      partnerTotal: 80_800,
      carried: ALL,
      alerts: [],
      notes: [],
    })
  })

  it('at another price is refused (AC-44)', () => {
    expect(refusal(priced(39_800))).toThrow(code('FMT006'))
    expect(refusal(priced(40_000))).toThrow(code('FMT006'))
  })

  it('may differ in price as far as the operator tolerates', () => {
    const rules = { ...STRICT, priceTolerancePercent: 1 }
    expect(refusal(priced(39_501), rules)).not.toThrow()
    expect(refusal(priced(40_299), rules)).not.toThrow()
    expect(refusal(priced(39_500), rules)).toThrow(code('FMT006'))
    expect(refusal(priced(40_300), rules)).toThrow(code('FMT006'))
  })

  it('at another price is taken with both prices named, if the operator says so; one without price never is', () => {
    const rules = { ...STRICT, priceDivergence: 'acceptAndAlert' as const }
    expect(checkPlacement(priced(1), quote, rules)).toMatchObject({
      alerts: ['priceDiverged'],
      notes: [
        'SKU DRILL agreed 1, partner asks 39900',
        'marketplacePaymentValue 80800, prices, services and freight add up to 1002',
      ],
    })
    expect(checkPlacement(priced(39_900), quote, rules).alerts).toEqual([])
    const withoutPrice = quoteOf([{ sku: sku('DRILL'), sold: true, stock: 5 }], [COURIER])
    expect(refusal(priced(1), rules, withoutPrice)).toThrow(code('ORD021'))
  })

  it('with what comes free and cannot be passed on is taken with it named; a service that was paid for must be rendered', () => {
    const nothing = { ...STRICT, carried: { services: false, attachments: false } }
    const extras = (unitPrice: number) =>
      placementOrder({
        lines: [
          {
            ...orderLine('DRILL', 2, 39_900, 1_000),
            services: [{ id: 'W2', quantity: 1, unitPrice: cents(unitPrice) }],
            hasAttachments: true,
          },
        ],
      })
    expect(checkPlacement(extras(0), quote, nothing)).toMatchObject({
      alerts: ['extrasNotCarried'],
      notes: [
        'service W2 of SKU DRILL is not passed on, the partner takes none',
        'attachments of SKU DRILL are not passed on, the partner takes none',
      ],
    })
    expect(checkPlacement(extras(0), quote, STRICT)).toMatchObject({ alerts: [], notes: [] })
    expect(refusal(extras(1), nothing)).toThrow(code('ORD008'))
  })

  it('with a service at another price than the partner’s is refused, or taken with both prices named', () => {
    const offered = {
      ...offer('DRILL', 5, 39_900),
      services: [{ id: 'W2', type: 'Warranty', name: 'Two years', price: cents(4_900) }],
    }
    const withService = (unitPrice: number, id = 'W2') =>
      placementOrder({
        lines: [
          { ...orderLine('DRILL', 2, 39_900, 1_000), services: [{ id, quantity: 2, unitPrice: cents(unitPrice) }] },
        ],
        total: cents(80_800 + 2 * unitPrice),
      })
    const against = quoteOf([offered], [COURIER])
    expect(checkPlacement(withService(4_900), against, STRICT)).toMatchObject({ partnerTotal: 90_600, notes: [] })
    expect(refusal(withService(4_800), STRICT, against)).toThrow(code('FMT006'))
    const { notes } = checkPlacement(withService(4_800), against, { ...STRICT, priceDivergence: 'acceptAndAlert' })
    expect(notes).toEqual(['service W2 of SKU DRILL agreed 4800, partner asks 4900'])
    expect(refusal(withService(1, 'UNKNOWN'), STRICT, against)).not.toThrow()
  })

  it.each([
    ['nobody sells', quoteOf([notSold('DRILL')], [COURIER])],
    ['the partner does not name', quoteOf([], [COURIER])],
    ['has no price', quoteOf([{ sku: sku('DRILL'), sold: true, stock: 5 }], [COURIER])],
  ])('of an SKU that %s is refused', (_what, against) => {
    expect(refusal(placementOrder(), STRICT, against)).toThrow(code('ORD021'))
  })

  it('by an SLA that is gone is refused (AC-45)', () => {
    expect(refusal(placementOrder(), STRICT, quoteOf(quote.offers, []))).toThrow(code('FMT010'))
  })

  it('by two SLAs at once is refused', () => {
    const lines = [orderLine('DRILL', 1, 39_900), { ...orderLine('DRILL', 1, 39_900), slaId: 'express' }]
    expect(refusal(placementOrder({ lines }))).toThrow(code('FMT010'))
  })

  it('to a paused seller is refused', () => {
    expect(refusal(placementOrder(), { ...STRICT, paused: true })).toThrow(code('ORD008'))
  })

  it('in a delivery window that is offered pays for it and has it, however its time is written', () => {
    const scheduled = {
      ...COURIER,
      windows: [{ start: '2026-09-02T15:00:00.000Z', end: '2026-09-02T18:00:00.000Z', price: cents(300) }],
    }
    const lines = [
      {
        ...orderLine('DRILL', 2, 39_900, 1_300),
        window: ['2026-09-02T15:00:00+00:00', '2026-09-02T18:00:00+00:00'] as const,
      },
    ]
    const order = placementOrder({ lines, total: cents(81_100) })
    expect(checkPlacement(order, quoteOf(quote.offers, [scheduled]), STRICT)).toMatchObject({
      freight: 1_300,
      window: ['2026-09-02T15:00:00.000Z', '2026-09-02T18:00:00.000Z'],
      notes: [],
    })
    const gone = { ...scheduled, windows: [{ ...scheduled.windows[0], start: '2026-09-02T16:00:00.000Z' }] }
    expect(refusal(order, STRICT, quoteOf(quote.offers, [gone]))).toThrow(code('FMT010'))
  })

  it('whose amounts do not add up is accepted with a remark (AC-46)', () => {
    const { notes } = checkPlacement(placementOrder({ total: cents(79_800) }), quote, STRICT)
    expect(notes).toEqual(['marketplacePaymentValue 79800, prices, services and freight add up to 80800'])
  })

  it('whose freight is not the partner’s is accepted with a remark', () => {
    const order = placementOrder({ lines: [orderLine('DRILL', 2, 39_900, 900)], total: cents(80_700) })
    expect(checkPlacement(order, quote, STRICT)).toMatchObject({
      notes: ['freight agreed 900, partner asks 1000'],
    })
  })
})
