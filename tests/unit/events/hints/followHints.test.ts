import { HintStore } from '../../../../node/clients/storage/hintStore'
import { shortFingerprint } from '../../../../node/clients/fingerprint'
import type { CatalogRow } from '../../../../node/domain/catalog/catalogRow'
import { pricePrint, stockPrint } from '../../../../node/domain/catalog/offerPrints'
import { PartnerAnswerInvalid, PartnerUnavailable } from '../../../../node/domain/errors'
import { marketplaceOrderId } from '../../../../node/domain/ids'
import type { Hint } from '../../../../node/domain/webhooks/hint'
import { followHints } from '../../../../node/events/hints/followHints'
import { catalogItem } from '../../fixtures/catalogItem'
import { failedCall } from '../../fixtures/failedCall'
import { fewTurns } from '../../fixtures/fewTurns'
import { inboundCall } from '../../fixtures/inboundCall'
import { DAY, NOON, SECOND } from '../../fixtures/movableClock'
import { cents, notSold, offer, quoteOf, sku } from '../../fixtures/offers'
import { invoice, ORDER_ID, orderRecord, partnerUpdate } from '../../fixtures/orders'
import { sellerWork, type WorkOptions } from '../../fixtures/sellerWork'
import type { VtexCall } from '../../fixtures/vtexHttp'

type Partner = NonNullable<WorkOptions['partner']>

/** What the marketplace was told of each SKU: 399.00, 14 in stock. */
const toldRow = (id: string): CatalogRow => {
  const { currency, price, stock } = catalogItem({ sku: sku(id), price: cents(39_900), stock: 14 })
  return {
    state: 'bound',
    content: 'content',
    price: shortFingerprint(pricePrint(currency, { price })),
    stock: shortFingerprint(stockPrint(stock)),
    at: new Date(NOON).toISOString(),
  }
}

async function world(partner: Partner, skus: readonly string[] = [], more: WorkOptions = {}) {
  const made = await sellerWork({ seller: { webhookSecret: 'whsec_c2VjcmV0' }, partner, ...more })
  const { clock, vbase, work } = made
  await work.catalog.create()
  await work.catalog.save(skus.map((id) => ({ sku: id, before: undefined, after: toldRow(id) })))
  const store = new HintStore(vbase.records, work.seller.sellerId, clock)
  await store.createShards()
  const ctx = inboundCall({ work, body: {} })
  Object.assign(ctx.clients, { records: vbase.records })
  const hint = (...ids: string[]) => store.add(ids.map((id): Hint => ({ kind: 'sku', id })))
  const follow = (until = clock.now() + 15 * SECOND) => followHints(ctx, work, until, async (ms) => clock.advance(ms))
  const waiting = async () => (await store.waiting()).map(({ id }) => id).sort()
  const told = () => made.calls.map(({ url }) => url.split('/').slice(-2).join(' '))
  return { ...made, ctx, store, hint, follow, waiting, told }
}

describe('a hint at an SKU', () => {
  it('tells nothing that is switched off, and the sync finds it once it is on', async () => {
    const quote = async () => quoteOf([offer('DRILL', 1, 38_000)])
    const seller = { sends: { content: true, price: false, stock: true, orders: true } }
    const { follow, hint, told, work } = await world({ quote }, ['DRILL'], {
      seller: { webhookSecret: 'x', ...seller },
    })
    await hint('DRILL')
    await follow()
    expect(told()).toEqual(['DRILL inventory'])
    expect((await work.catalog.rows([sku('DRILL')])).get('DRILL')).toMatchObject({ price: toldRow('DRILL').price })
    expect((await work.activity.read()).entries).toContainEqual(
      expect.objectContaining({ step: 'priceNotification', subject: 'DRILL', notSent: true }),
    )
  })

  it.each([
    ['price', offer('DRILL', 14, 38_000), ['DRILL price']],
    ['stock', offer('DRILL', 13), ['DRILL inventory']],
    ['both', offer('DRILL', 1, 38_000), ['DRILL price', 'DRILL inventory']],
    ['nothing', offer('DRILL', 14), []],
    ['that it is sold no more', notSold('DRILL'), ['DRILL inventory']],
  ])('tells the marketplace what changed: %s', async (_what, now, notifications) => {
    const { follow, hint, told, waiting } = await world({ quote: async () => quoteOf([now]) }, ['DRILL'])
    await hint('DRILL')
    await follow()
    expect(told()).toEqual(notifications)
    expect(await waiting()).toEqual([])
    await hint('DRILL')
    await follow()
    expect(told()).toEqual(notifications)
  })

  it('is one question to the partner for each price list of two hundred SKUs, and none about SKUs that are not sold in the marketplace', async () => {
    const asked: number[] = []
    const skus = Array.from({ length: 200 }, (_, index) => `SKU-${index}`)
    const quote: Partner['quote'] = async ({ lines }) => {
      asked.push(lines.length)
      return quoteOf(lines.map(({ sku: id }) => offer(id, 14)))
    }
    const { follow, hint, waiting } = await world({ quote }, skus)
    await hint(...skus)
    await follow()
    await hint('STRANGER')
    await follow()
    expect(asked).toEqual([200, 200])
    expect(await waiting()).toEqual([])
  })

  it('of many is read no more than two thousand ahead of what is told, so that what is told is fresh', async () => {
    const skus = Array.from({ length: 2_500 }, (_, index) => `SKU-${index}`)
    const untold = new Set<string>()
    let mostAhead = 0
    const quote: Partner['quote'] = async ({ lines }) => {
      for (const { sku: id } of lines) untold.add(id)
      mostAhead = Math.max(mostAhead, untold.size)
      return quoteOf(lines.map(({ sku: id }) => offer(id, 13)))
    }
    const vtex = ({ url }: VtexCall) => {
      untold.delete(url.split('/').at(-2) ?? '')
      return { status: 200 }
    }
    const { follow, hint, told, waiting } = await world({ quote }, skus, { vtex })
    await hint(...skus)
    expect(await follow()).toBe('done')
    expect([told().length, await waiting(), mostAhead]).toEqual([2_500, [], 2_000])
  })

  it('stays while the partner is down, and is not chased by events', async () => {
    const down = async () => Promise.reject(new PartnerUnavailable('down'))
    const { ctx, follow, hint, waiting, work, clock } = await world({ quote: down }, ['DRILL'])
    await hint('DRILL')
    await follow()
    expect(await waiting()).toEqual(['DRILL'])
    expect(ctx.events).toEqual([])
    work.partner.quote = async () => quoteOf([offer('DRILL', 14)])
    clock.advance(SECOND)
    await follow()
    expect(await waiting()).toEqual([])
  })

  it('is given up after a day of broken answers: the sync sees the SKU anyway', async () => {
    const broken = async () => Promise.reject(new PartnerAnswerInvalid('broken'))
    const { clock, follow, hint, waiting } = await world({ quote: broken }, ['DRILL'])
    await hint('DRILL')
    clock.advance(DAY + SECOND)
    await follow()
    expect(await waiting()).toEqual([])
  })

  it('stays when it comes again while the partner is being asked', async () => {
    const { follow, hint, waiting, work, ctx } = await world({}, ['DRILL'])
    work.partner.quote = async () => {
      await hint('DRILL')
      return quoteOf([offer('DRILL', 14)])
    }
    await hint('DRILL')
    await follow()
    expect(await waiting()).toEqual(['DRILL'])
    expect(ctx.events).toEqual([])
  })

  it('stays when the record store fails before the row is saved, and is then told again', async () => {
    const { follow, hint, told, waiting, vbase } = await world({ quote: async () => quoteOf([offer('DRILL', 1)]) }, [
      'DRILL',
    ])
    await hint('DRILL')
    vbase.disturbance = (verb, path) => {
      if (verb === 'write' && path.startsWith('catalog/')) throw failedCall(500)
    }
    await expect(follow()).rejects.toThrow('record store')
    vbase.disturbance = () => undefined
    expect(await waiting()).toEqual(['DRILL'])
    await follow()
    expect(told()).toEqual(['DRILL inventory', 'DRILL inventory'])
    expect(await waiting()).toEqual([])
  })

  it('is told once when events of two pods come at the same time; the second asks for another look', async () => {
    const { ctx, follow, hint, told } = await world({ quote: async () => quoteOf([offer('DRILL', 1)]) }, ['DRILL'])
    await hint('DRILL')
    await Promise.all([follow(), follow()])
    expect(told()).toEqual(['DRILL inventory'])
    expect(ctx.events).toEqual([{ topic: 'partner-hints', body: { sellerId: 'acme' } }])
  })

  it('goes on by event when time runs out', async () => {
    const { ctx, clock, follow, hint, waiting } = await world({}, ['DRILL'])
    await hint('DRILL')
    await follow(clock.now())
    expect(await waiting()).toEqual(['DRILL'])
    expect(ctx.events).toHaveLength(1)
  })

  it('goes on by event when others call VTEX now, and says nothing twice', async () => {
    const both = async () => quoteOf([offer('DRILL', 1, 38_000)])
    const { ctx, follow, hint, told, waiting, work } = await world({ quote: both }, ['DRILL'])
    const newTurns = fewTurns(work, 1)
    await hint('DRILL')
    await follow()
    expect([told(), await waiting(), ctx.events.length]).toEqual([['DRILL price'], ['DRILL'], 1])
    newTurns()
    await follow()
    expect([told(), await waiting()]).toEqual([['DRILL price', 'DRILL inventory'], []])
  })

  it('whose notification VTEX refuses leaves the others alone', async () => {
    const { follow, hint, told, waiting } = await world(
      { quote: async ({ lines }) => quoteOf(lines.map(({ sku: id }) => offer(id, 1))) },
      ['DRILL', 'SAW'],
      {
        seller: { webhookSecret: 'whsec_c2VjcmV0' },
        vtex: ({ url }) => ({ status: url.includes('DRILL') ? 404 : 200 }),
      },
    )
    await hint('DRILL', 'SAW')
    await follow()
    expect(told().sort()).toEqual(['DRILL inventory', 'SAW inventory'])
    expect(await waiting()).toEqual([])
  })
})

describe('hints at orders and at SKUs', () => {
  const ORDERS = 400
  const orders = Array.from({ length: ORDERS }, (_, index) => `15${String(index).padStart(8, '0')}-01`)

  it('keep each other waiting for one run at most: many orders for which a slow partner is asked, and one price', async () => {
    const partner: Partner = {
      orderUpdates: async () => {
        clock.advance(5 * SECOND)
        return []
      },
      quote: async () => quoteOf([offer('DRILL', 14, 38_000)]),
    }
    const { clock, follow, hint, store, told, waiting, work } = await world(partner, ['DRILL'])
    for (const id of orders)
      await work.orders.create(orderRecord({ state: 'authorized', marketplaceOrderId: marketplaceOrderId(id) }))
    await store.add(orders.map((id) => ({ kind: 'order', id })))
    await hint('DRILL')
    await follow()
    const afterOne = (await waiting()).length
    expect(afterOne).toBeLessThan(ORDERS)
    await follow()
    expect([told(), (await waiting()).includes('DRILL')]).toEqual([['DRILL price'], false])
    expect((await waiting()).length).toBeLessThan(afterOne)
  })
})

describe('a hint at an order', () => {
  it('brings its invoice to the marketplace', async () => {
    const { calls, follow, store, waiting, work } = await world({
      orderUpdates: async () => [partnerUpdate([invoice('NF-1', 80_800)])],
    })
    await work.orders.create(orderRecord({ state: 'authorized' }))
    await store.add([{ kind: 'order', id: ORDER_ID }])
    await follow()
    expect(calls[0].url).toBe(`/api/oms/pvt/orders/${ORDER_ID}/invoice`)
    expect(calls.filter(({ method }) => method !== 'GET')).toHaveLength(1)
    expect(await waiting()).toEqual([])
  })

  it('that is none of ours asks nobody', async () => {
    const { follow, store, waiting } = await world({ orderUpdates: () => Promise.reject(new Error('asked')) })
    await store.add([{ kind: 'order', id: 'SOMEBODY-ELSES' }])
    await follow()
    expect(await waiting()).toEqual([])
  })
})
