import { syncItem } from '../../../../node/events/catalog/syncItem'
import type { CatalogItem } from '../../../../node/domain/catalog/catalogItem'
import type { CatalogRow } from '../../../../node/domain/catalog/catalogShard'
import { catalogItem } from '../../fixtures/catalogItem'
import { cents } from '../../fixtures/offers'
import { sellerWork } from '../../fixtures/sellerWork'

/** Syncs an item and tells what VTEX was told, in short. */
async function sync(item: CatalogItem, known?: CatalogRow, answers: Record<string, number> = {}) {
  const { work, calls } = await sellerWork({
    vtex: ({ url }) => ({ status: answers[kindOf(url)] ?? 200 }),
  })
  const { row, outcome } = await syncItem(work, item, known)
  return { row, outcome, told: calls.map(({ url }) => kindOf(url)) }
}

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
