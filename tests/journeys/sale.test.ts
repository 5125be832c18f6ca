import { randomBytes } from 'node:crypto'

import { compareJournals } from '../../sandbox/story/compareJournals'
import { isCall, recordedLines } from '../../sandbox/story/recordedCalls'
import { tellStory } from '../../sandbox/story/tellStory'
import { startWorld, type World } from '../../sandbox/world/startWorld'
import { PARTNERS, appDir, buy, journey, until } from './journey'

/** The marketplace is asked whether the seller is active and what it has bound; that tells it nothing. */
const isRead = (step: string) => step.startsWith('read')

describe.each(PARTNERS)('an order of the store (%s), from catalog to delivery', (partner) => {
  let world: World
  beforeAll(async () => {
    world = await startWorld({ appDir: appDir(), tell: () => undefined, partner })
  }, 120_000)
  afterAll(() => world.stop())

  it('is sold, delivered, and another one canceled, as the marketplace, the store and our records all tell it', async () => {
    const story = await tellStory(world, () => undefined)
    const calls = (await recordedLines(world, story)).filter(isCall)

    expect(world.marketplace.violations()).toEqual([])
    expect(await compareJournals(world, calls)).toEqual([])
    const steps = new Set(calls.filter(({ peer }) => peer === 'marketplace').map(({ step }) => step))
    expect([...steps].sort()).toEqual(
      [
        'authorizeFulfillment',
        'changeNotification',
        'fulfillmentSimulation',
        'installScheduler',
        'inventoryNotification',
        'listModifications',
        'orderCancellation',
        'orderInvoice',
        'orderPlacement',
        'orderTracking',
        'priceNotification',
        'readBindings',
        'readBrands',
        'readCategories',
        'readOrder',
        'readScheduler',
        'readSeller',
        'registerSeller',
        'skuSuggestion',
        'trackingStatus',
      ].sort(),
    )
    const delivered = await world.operator.order(world.sellerId, story.delivered)
    expect(delivered).toMatchObject({ state: 'delivered', orderId: `XS-${story.delivered}`, owed: [] })
    expect((await world.operator.order(world.sellerId, story.canceled)).state).toBe('canceled')
  })

  it('leaves nothing to say when the catalogue is synced again without a change', async () => {
    // The orders above moved the stock: told once, and then no more.
    await world.syncCatalog()
    const before = world.marketplace.journal().length
    await world.syncCatalog()
    const told = world.marketplace.journal().slice(before)
    expect(told.filter(({ step }) => !isRead(step))).toEqual([])
  })

  it('tells the price and not the stock when only the price changed, and the index shows it (AC-14)', async () => {
    const [{ sku }] = world.marketplace.suggestions(world.account)
    await world.store.staff.setPrice(sku, 33_330)
    const before = world.marketplace.journal().length
    await world.syncCatalog()
    const told = world.marketplace
      .journal()
      .slice(before)
      .filter(({ direction, step }) => direction === 'in' && !isRead(step))
    expect(told.map(({ step, subject }) => [step, subject])).toEqual([['priceNotification', sku]])
    expect(world.marketplace.offer(world.account, world.sellerId, sku)?.price).toBe(33_330)
  })

  it('says why an SKU is not offered', async () => {
    const { catalog } = await world.operator.activity(world.sellerId)
    for (const { reason } of catalog.skipped) expect(reason).toEqual(expect.stringMatching(/\S+ \S+/))
    expect(catalog.states.bound).toBeGreaterThan(5)
  })
})

describe('a store that sends webhooks', () => {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const here = journey({ partner: 'seller-api', seller: { webhookSecret: secret } })

  it('is heard: a new price is in the marketplace without a sync, an invoice without a tick', async () => {
    const { account, marketplace, operator, platform, sellerId, store, webhookUrl } = here.world
    await store.announceTo?.(webhookUrl, secret)
    const sku = 'CAFE-MANT-500'
    const { orderId } = await buy(here.world, sku)
    await marketplace.approvePayment(orderId)
    await platform.eventsSettled()

    await store.staff.setPrice(sku, 4_990)
    // Asking over the network leaves the webhook room to come.
    const shown = () => marketplace.offer(account, sellerId, sku)?.price
    await until(
      () => operator.activity(sellerId).then(shown),
      (price) => price === 4_990,
    )
    await store.staff.invoice(orderId, { number: 'CU-7002' })
    await until(
      () => operator.order(sellerId, orderId),
      ({ state }) => state === 'invoiced',
    )
    expect(marketplace.violations()).toEqual([])
  })
})
