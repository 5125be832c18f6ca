import type { SendSwitches } from '../../../../node/domain/settings/sendSwitches'
import { syncItem } from '../../../../node/events/catalog/syncItem'
import type { CatalogItem } from '../../../../node/domain/catalog/catalogItem'
import type { CatalogRow } from '../../../../node/domain/catalog/catalogShard'
import { catalogItem } from '../../fixtures/catalogItem'
import { cents } from '../../fixtures/offers'
import { sellerWork, type WorkOptions } from '../../fixtures/sellerWork'

/** Syncs an item and tells what VTEX was told, in short. */
async function sync(
  item: CatalogItem,
  known?: CatalogRow,
  answers: Record<string, number> = {},
  seller: WorkOptions['seller'] = {},
) {
  const { work, calls } = await sellerWork({
    seller,
    vtex: ({ url }) => ({ status: answers[kindOf(url)] ?? 200 }),
  })
  const { row, outcome } = await syncItem(work, item, known)
  const notSent = work.log.entries.flatMap((entry) => (entry.notSent ? [entry.step] : []))
  return { row, outcome, told: calls.map(({ url }) => kindOf(url)), notSent }
}

/** Settings of a seller that sends these kinds only. */
const sending = (...kinds: (keyof SendSwitches)[]): WorkOptions['seller'] => ({
  sends: {
    content: kinds.includes('content'),
    price: kinds.includes('price'),
    stock: kinds.includes('stock'),
    orders: kinds.includes('orders'),
  },
})

const kindOf = (url: string) =>
  url.includes('/suggestions/')
    ? 'suggestion'
    : url.endsWith('/price')
      ? 'price'
      : url.endsWith('/inventory')
        ? 'inventory'
        : 'change'

const bound = async (item = catalogItem()) => (await sync(item)).row
const suggested = async (item = catalogItem()) => (await sync(item, undefined, { change: 404 })).row

describe('an SKU the marketplace sells', () => {
  it('is announced with its price and stock, and not suggested (AC-01)', async () => {
    expect(await sync(catalogItem())).toMatchObject({ outcome: 'bound', told: ['change', 'price', 'inventory'] })
  })

  it('is left alone while nothing changes', async () => {
    expect(await sync(catalogItem(), await bound())).toMatchObject({ outcome: 'unchanged', told: [] })
  })

  it('gets a price notification alone when its price changes (AC-14)', async () => {
    expect((await sync(catalogItem({ price: cents(1) }), await bound())).told).toEqual(['price'])
  })

  it('gets an inventory notification alone when its stock changes', async () => {
    expect((await sync(catalogItem({ stock: 1 }), await bound())).told).toEqual(['inventory'])
  })

  it('gets a change notification alone when its content changes', async () => {
    expect((await sync(catalogItem({ skuName: 'Drill' }), await bound())).told).toEqual(['change'])
  })

  it('is sold out there when the partner stops selling it', async () => {
    const { told, outcome } = await sync(catalogItem({ active: false }), await bound())
    expect([outcome, told]).toEqual(['bound', ['change', 'inventory']])
  })

  it('is not suggested anew when its binding is gone and its content is not fit (AC-09)', async () => {
    const { told, outcome, row } = await sync(catalogItem({ active: false }), await bound(), { change: 404 })
    expect([outcome, told]).toEqual(['skipped', ['change']])
    expect(row.reason).toBe('the partner does not sell it')
  })
})

describe('an SKU the marketplace does not know', () => {
  it('is suggested once (AC-02)', async () => {
    expect(await sync(catalogItem(), undefined, { change: 404 })).toMatchObject({
      outcome: 'suggested',
      told: ['change', 'suggestion'],
    })
  })

  it('is asked about again, but not suggested again while nothing changes (AC-11)', async () => {
    const again = await sync(catalogItem(), await suggested(), { change: 404 })
    expect(again).toMatchObject({ outcome: 'unchanged', told: ['change'] })
  })

  it('is suggested again when its content changes (AC-11)', async () => {
    const again = await sync(catalogItem({ skuName: 'Drill' }), await suggested(), { change: 404 })
    expect(again.told).toEqual(['change', 'suggestion'])
  })

  it('is announced with price and stock as soon as it was approved', async () => {
    expect((await sync(catalogItem(), await suggested())).told).toEqual(['change', 'price', 'inventory'])
  })

  it('is not even asked about while its content is not fit, and the reason is kept (AC-08, AC-09)', async () => {
    const { row, outcome, told } = await sync(catalogItem({ images: [] }))
    expect([outcome, told, row.reason]).toEqual(['skipped', [], 'it has no image'])
    expect((await sync(catalogItem({ images: [] }), row)).outcome).toBe('unchanged')
  })

  it.each([403, 429, 500])(
    'is not suggested when the notification is answered %d (AC-03, AC-04, AC-05)',
    async (status) => {
      await expect(sync(catalogItem(), undefined, { change: status })).rejects.toThrow(String(status))
    },
  )
})

describe('an SKU of a seller that does not send everything yet', () => {
  it('is looked at and not sent while the seller is observed', async () => {
    const { row, outcome, told, notSent } = await sync(catalogItem(), undefined, {}, sending())
    expect([outcome, told, row.reason]).toEqual(['skipped', [], 'content is switched off'])
    expect(notSent).toEqual(['changeNotification', 'priceNotification', 'inventoryNotification'])
  })

  it('has the reason why it would be refused all the same', async () => {
    const { row } = await sync(catalogItem({ images: [] }), undefined, {}, sending())
    expect(row.reason).toBe('it has no image')
  })

  it('is sent whole once everything is on', async () => {
    const { row } = await sync(catalogItem(), undefined, {}, sending())
    expect((await sync(catalogItem(), row)).told).toEqual(['change', 'price', 'inventory'])
  })

  it('has its stock announced alone, and price and content once they are on', async () => {
    const first = await sync(catalogItem(), undefined, {}, sending('stock'))
    expect([first.outcome, first.told]).toEqual(['bound', ['inventory']])
    const second = await sync(catalogItem(), first.row, {}, sending('stock', 'price'))
    expect(second.told).toEqual(['price'])
    const third = await sync(catalogItem(), second.row, {}, sending('stock', 'price'))
    expect([third.outcome, third.told]).toEqual(['unchanged', []])
    expect((await sync(catalogItem(), third.row)).told).toEqual(['change'])
  })

  it('is not sold there when VTEX does not know it and content is off', async () => {
    const { outcome, told } = await sync(catalogItem(), undefined, { inventory: 404 }, sending('stock'))
    expect([outcome, told]).toEqual(['skipped', ['inventory']])
  })

  it('keeps what it owes: a price that changed while prices were off is sent later', async () => {
    const cheaper = catalogItem({ price: cents(1) })
    const off = await sync(cheaper, await bound(), {}, sending('content', 'stock'))
    expect([off.told, off.notSent]).toEqual([[], ['priceNotification']])
    expect((await sync(cheaper, off.row)).told).toEqual(['price'])
  })
})
