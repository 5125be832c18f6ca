import { inspect } from 'node:util'

import type { IOContext } from '../../../node/node_modules/@vtex/api'
import type { CallBudget, Partner, PartnerOrderRequest } from '../../../node/clients/partners/partner'
import { createSellerApiPartner } from '../../../node/clients/partners/sellerApi/createSellerApiPartner'
import { guardedPartner } from '../../../node/clients/partners/resilience/guardedPartner'
import { PartnerGuard } from '../../../node/clients/partners/resilience/partnerGuard'
import { systemClock } from '../../../node/clients/systemClock'
import { CallLog } from '../../../node/domain/callJournal'
import { marketplaceOrderId, sellerSkuId } from '../../../node/domain/ids'
import { currencyCode, minorUnits } from '../../../node/domain/money'
import { parseSettings } from '../../../node/domain/settings/parseSettings'
import type { SellerSettings } from '../../../node/domain/settings/sellerSettings'
import { ioContext } from '../../unit/fixtures/ioContext'
import * as good from './goodAnswers'
import { ScriptedPartner } from './scriptedPartner'

export const TOKEN = 'partner-token-1'

/** Nothing here is about speed: the shared machine may take its time. */
export const unhurried = (): CallBudget => ({ deadlineAt: Date.now() + 30_000 })
/** For partners that never come to an end. */
export const hurried = (): CallBudget => ({ deadlineAt: Date.now() + 300 })

const DRILL = sellerSkuId(good.DRILL)
const BITS = sellerSkuId(good.BITS)
export const REFERENCE = marketplaceOrderId(good.REFERENCE)
export const LINES = [
  { sku: DRILL, quantity: 2 },
  { sku: BITS, quantity: 1 },
]

/** What the connector asks of a partner, one question per operation of the document that it uses. */
export const QUESTIONS: Readonly<
  Record<
    string,
    {
      readonly kind: 'read' | 'write'
      readonly good: unknown
      ask(partner: Partner, budget: CallBudget): Promise<unknown>
    }
  >
> = {
  getOffers: { kind: 'read', good: good.OFFERS, ask: (partner, budget) => partner.quote({ lines: LINES }, budget) },
  getQuote: {
    kind: 'read',
    good: good.QUOTE,
    ask: (partner, budget) =>
      partner.quote({ lines: LINES, destination: { country: 'ROU', postalCode: '010011' }, salesChannel: '1' }, budget),
  },
  listCatalogItems: {
    kind: 'read',
    good: good.CATALOG,
    ask: (partner, budget) => partner.catalogPage(undefined, budget),
  },
  createOrder: { kind: 'write', good: good.ORDER, ask: (partner, budget) => partner.createOrder(drillOrder(), budget) },
  readOrder: { kind: 'read', good: good.SHIPPED, ask: (partner, budget) => partner.findOrder(REFERENCE, budget) },
  authorizeOrder: {
    kind: 'write',
    good: good.AUTHORIZED,
    ask: (partner, budget) => partner.authorizeOrder(REFERENCE, budget),
  },
  cancelOrder: {
    kind: 'write',
    good: good.CANCELED,
    ask: (partner, budget) => partner.cancelOrder(REFERENCE, 'Canceled in the marketplace', budget),
  },
  listOrderUpdates: {
    kind: 'read',
    good: good.UPDATES,
    ask: async (partner, budget) => partner.orderFeed?.('u-1', budget),
  },
}

export const drillOrder = (changes: Partial<PartnerOrderRequest> = {}): PartnerOrderRequest => ({
  reference: REFERENCE,
  currency: currencyCode('BRL'),
  salesChannel: '1',
  reserveUntil: '2030-01-01T00:00:00.000Z',
  lines: [{ sku: DRILL, quantity: 2, unitPrice: minorUnits(39_900) }],
  shipping: { optionId: 'home-std', channel: 'delivery', price: minorUnits(1_990) },
  customer: {
    email: 'a1@ct.example.test',
    firstName: 'Ana',
    lastName: 'Pop',
    phone: '+40722000000',
    document: '18001',
    documentType: 'cnp',
  },
  address: {
    country: 'ROU',
    postalCode: '010011',
    city: 'Bucharest',
    state: 'B',
    street: 'Calea Victoriei',
    number: '12',
    complement: 'ap. 4',
    receiverName: 'Ana Pop',
  },
  ...changes,
})

/** A scripted partner, and the adapter as the app would open it; the partner itself is the platform's way out. */
export function sellerApiWorld() {
  const usual = Object.entries(QUESTIONS).map(([operation, { good: body }]) => [operation, { body }] as const)
  const scripted = new ScriptedPartner({ ...Object.fromEntries(usual), getCapabilities: { body: good.CAPABILITIES } })
  const before = process.env.http_proxy
  beforeAll(async () => {
    process.env.http_proxy = await scripted.open()
  })
  afterAll(async () => {
    if (before === undefined) delete process.env.http_proxy
    else process.env.http_proxy = before
    await scripted.close()
  })
  beforeEach(() => scripted.forget())
  return scripted
}

let accounts = 0

/** @param changes on top of what an operator would configure; every call is another account, which remembers nothing */
export function openPartner(changes: Partial<SellerSettings> = {}): { partner: Partner; journal: CallLog } {
  const journal = new CallLog()
  const item = {
    sellerId: 'northwind',
    platform: 'seller-api',
    partnerUrl: 'https://shop.northwind.example',
    token: TOKEN,
    currency: 'BRL',
    country: 'ROU',
  }
  const { sellers, problems } = parseSettings({ sellers: [item] })
  const seller = sellers.get(item.sellerId)
  if (!seller) throw new Error(`the fixture seller is refused: ${JSON.stringify(problems)}`)
  const context = {
    ...ioContext(),
    account: `account${++accounts}`,
    tracer: { isTraceSampled: false },
  } as unknown as IOContext
  return {
    journal,
    partner: createSellerApiPartner({
      context,
      seller: { ...seller, ...changes },
      clock: { now: () => Date.now() },
      journal,
    }),
  }
}

/** The error of a promise that must fail. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => error,
  )
  if (outcome instanceof Error) return outcome
  throw new Error(`it did not fail: ${JSON.stringify(outcome)}`)
}

/** Everything that is kept or shown of a failure: the error with all that hangs on it, and the journal. */
export const traceOf = (error: Error, journal: CallLog) =>
  inspect(error, { depth: 8, showHidden: true }) + JSON.stringify(journal.entries)

/** The same as the app uses it: behind the guard that makes its calls in turn. */
export function openGuarded(): ReturnType<typeof openPartner> {
  const { journal, partner } = openPartner()
  return { journal, partner: guardedPartner(partner, new PartnerGuard(5, systemClock), systemClock) }
}
