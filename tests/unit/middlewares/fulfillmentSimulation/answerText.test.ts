import type { FoundQuote } from '../../../../node/clients/offers/foundQuote'
import { simulate } from '../../../../node/domain/offers/simulate'
import type { SellerSettings } from '../../../../node/domain/settings/sellerSettings'
import { answerText } from '../../../../node/middlewares/fulfillmentSimulation/answerText'
import { simulationAnswer } from '../../../../node/middlewares/fulfillmentSimulation/simulationAnswer'
import type { SimulationBody } from '../../../../node/middlewares/fulfillmentSimulation/simulationBody'
import { acme } from '../../fixtures/acme'
import { COURIER, NO_RULES, notSold, offer, quoteOf, sku } from '../../fixtures/offers'
import { fc } from '../../fixtures/seeded'

const RULES = { reserved: NO_RULES.reserved, now: NO_RULES.now }
const ACME = acme()
const shelf = (more: object = {}): SimulationBody => ({
  items: [{ id: 'DRILL', quantity: 1, seller: 'acme' }],
  ...more,
})
const found = (more: Partial<FoundQuote> = {}): FoundQuote => ({
  quote: quoteOf([offer('DRILL', 17)]),
  source: 'snapshot',
  unknown: 0,
  ...more,
})

/** The answer put together without looking at any other. */
function madeAnew(body: SimulationBody, { quote }: FoundQuote, by: SellerSettings, reserved = RULES.reserved): string {
  const lines = body.items.map(({ id, quantity }) => ({ sku: sku(id), quantity }))
  const rules = { reserved, now: RULES.now, safetyStock: by.safetyStock, paused: !by.active }
  return JSON.stringify(simulationAnswer(body, simulate(lines, quote, rules), by))
}

describe('the text of an answer', () => {
  it('is put together once for shoppers who look at the same shelf', () => {
    const quote = found()
    const stringify = jest.spyOn(JSON, 'stringify')
    const first = answerText(shelf(), quote, ACME, RULES)
    expect(answerText(shelf({ geoCoordinates: [], sc: '1' }), quote, ACME, RULES)).toBe(first)
    const times = stringify.mock.calls.length
    stringify.mockRestore()
    expect(times).toBe(1)
  })

  it('is always what it would be without the others before it', () => {
    // Few values, and mostly the plain one: most questions differ in a single thing from one before.
    const mostly = <T>(plain: T, ...others: T[]) => fc.constantFrom(plain, plain, plain, plain, ...others)
    const item = fc.record({
      id: mostly('DRILL', 'SAW'),
      quantity: mostly(1, 2),
      seller: mostly<string | number | undefined>('acme', 1, undefined),
    })
    const body = fc.record({
      items: mostly(1, 2).chain((lines) => fc.array(item, { minLength: lines, maxLength: lines })),
      country: mostly<string | null>(null, '', 'ROU'),
      postalCode: mostly<string | null>(null, '', '010011'),
      geoCoordinates: mostly<number[] | null>(null, [], [26.1, 44.4]),
    })
    const offers = [
      quoteOf([offer('DRILL', 17), offer('SAW', 2, 500)]),
      quoteOf([offer('DRILL', 1, 300), notSold('SAW')]),
    ]
    const quotes = [
      ...offers.map((quote) => found({ quote })),
      found({ quote: quoteOf([offer('DRILL', 3), offer('SAW', 3)], [COURIER]), source: 'quote' }),
      found({ quote: offers[0], source: 'stale' }),
    ]
    const sellers = [ACME, acme({ safetyStock: 1 }), acme({ active: false }), acme({ merchantName: 'Acme Pay' })]
    const reservations = [RULES.reserved, new Map([['DRILL', 1]])]
    const question = fc.record({
      body,
      quote: mostly(quotes[0], ...quotes),
      by: mostly(sellers[0], ...sellers),
      reserved: mostly(reservations[0], ...reservations),
    })
    fc.assert(
      fc.property(fc.array(question, { minLength: 5, maxLength: 40 }), (questions) => {
        for (const { body: asked, by, quote, reserved } of questions) {
          expect(answerText(asked, quote, by, { ...RULES, reserved })).toBe(madeAnew(asked, quote, by, reserved))
        }
      }),
    )
  })
})
