import type { CatalogItem } from '../../../../node/domain/catalog/catalogItem'
import { IDLE_RUN } from '../../../../node/domain/catalog/catalogRun'
import type { CatalogRow } from '../../../../node/domain/catalog/catalogRow'
import { parseMapping, taxonomyOf, type Taxonomy } from '../../../../node/domain/catalog/nameMapping'
import type { SendSwitches } from '../../../../node/domain/settings/sendSwitches'
import { syncPage } from '../../../../node/events/catalog/syncPage'
import { catalogItem } from '../../fixtures/catalogItem'
import { catalogWorld, stepOf } from '../../fixtures/catalogWorld'
import { DAY, movableClock, NOON } from '../../fixtures/movableClock'
import { cents, sku } from '../../fixtures/offers'
import type { WorkOptions } from '../../fixtures/sellerWork'

const taxonomyOfNames = (categories: readonly string[], brands: readonly string[]): Taxonomy => ({
  categories: taxonomyOf(categories),
  brands: taxonomyOf(brands),
})

type Status = string | undefined

/** Syncs an item and tells what VTEX was told, in short. `status`: of the suggestion, when VTEX is asked about it. */
async function sync(
  item: CatalogItem,
  known?: CatalogRow,
  answers: Record<string, number> = {},
  more: {
    readonly seller?: WorkOptions['seller']
    readonly status?: Status
    readonly asked?: number
    readonly at?: number
  } & Pick<WorkOptions, 'taxonomy'> = {},
) {
  const { job, work, clock, told } = await catalogWorld({
    seller: more.seller,
    taxonomy: more.taxonomy,
    vtex: ({ method, url }) => {
      if (method === 'GET') return more.status ? { status: 200, data: { Status: more.status } } : { status: 404 }
      return { status: answers[stepOf(url)] ?? 200 }
    },
  })
  clock.advance((more.at ?? NOON) - NOON)
  if (known) await work.catalog.save([{ sku: item.sku, before: undefined, after: known }])
  const page = { items: [item] }
  const { counts } = await syncPage({ ...job, until: Infinity }, page, { ...IDLE_RUN, asked: more.asked })
  const row = (await work.catalog.rows([item.sku])).get(item.sku) as CatalogRow
  const notSent = work.log.drain().flatMap((entry) => (entry.notSent ? [entry.step] : []))
  const outcome = (['bound', 'suggested', 'skipped', 'unchanged'] as const).find((name) => counts[name])
  const later = [...job.hinted]
  return { row, outcome, told: told(), notSent, later }
}

/** Settings of a seller that sends these kinds only. */
const sendingOnly = (...kinds: (keyof SendSwitches)[]) => ({
  seller: {
    sends: {
      content: kinds.includes('content'),
      price: kinds.includes('price'),
      stock: kinds.includes('stock'),
      orders: kinds.includes('orders'),
    },
  },
})

const bound = async (item = catalogItem()) => (await sync(item)).row
const suggested = async (item = catalogItem()) => (await sync(item, undefined, { change: 404 })).row

describe('an SKU the marketplace sells', () => {
  it('is announced with its price and stock, and not suggested (AC-01)', async () => {
    expect(await sync(catalogItem())).toMatchObject({ outcome: 'bound', told: ['change', 'price', 'inventory'] })
  })

  it('is left alone while nothing changes', async () => {
    expect(await sync(catalogItem(), await bound())).toMatchObject({ outcome: 'unchanged', told: [] })
  })

  it.each([{ price: cents(1) }, { stock: 1 }])('is told of %o once its snapshot was replaced', async (change) => {
    const known = await bound()
    const { later, row, told } = await sync(catalogItem(change), known)
    expect([told, later]).toEqual([[], ['DRL-18V-BK']])
    expect([row.price, row.stock]).toEqual([known.price, known.stock])
  })

  it('gets a change notification alone when its content changes', async () => {
    expect((await sync(catalogItem({ skuName: 'Drill' }), await bound())).told).toEqual(['change'])
  })

  it('is sold out there when the partner stops selling it', async () => {
    const { told, outcome, later } = await sync(catalogItem({ active: false }), await bound())
    expect([outcome, told, later]).toEqual(['bound', ['change'], ['DRL-18V-BK']])
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
    const renamed = catalogItem({ skuName: 'Drill' })
    const again = await sync(renamed, await suggested(), { change: 404 }, { status: 'pending' })
    expect([again.outcome, again.told]).toEqual(['suggested', ['change', 'GET suggestion', 'suggestion']])
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

describe('a suggestion', () => {
  const renamed = catalogItem({ skuName: 'Drill' })

  it('that was denied is not sent again, whatever the partner changes (AC-12)', async () => {
    const denied = await sync(renamed, await suggested(), { change: 404 }, { status: 'denied' })
    expect([denied.row.state, denied.told]).toEqual(['denied', ['change', 'GET suggestion']])
    expect(denied.row.reason).toMatch(/unblock/)
    const again = await sync(catalogItem({ skuName: 'D' }), denied.row, { change: 404 }, { status: 'Blocked' })
    expect([again.row.state, again.told]).toEqual(['denied', ['change', 'GET suggestion']])
  })

  it('that was denied and unblocked is sent when the partner changed it', async () => {
    const denied = await sync(renamed, await suggested(), { change: 404 }, { status: 'denied' })
    const again = await sync(catalogItem({ skuName: 'D' }), denied.row, { change: 404 })
    expect([again.row.state, again.told.at(-1)]).toEqual(['suggested', 'suggestion'])
  })

  it('refused because it is blocked is denied, not a missing permission', async () => {
    const blocked = await sync(catalogItem(), undefined, { change: 404, suggestion: 403 }, { status: 'denied' })
    expect(blocked.row).toMatchObject({ state: 'denied' })
  })

  it('refused without a reason is a missing permission, named to its operator (AC-05)', async () => {
    await expect(sync(catalogItem(), undefined, { change: 404, suggestion: 403 })).rejects.toThrow(
      /Send marketplace suggestion/,
    )
  })

  it('that was approved a moment ago is left alone until the SKU is bound', async () => {
    const approved = await sync(renamed, await suggested(), { change: 404 }, { status: 'accepted' })
    expect([approved.row.state, approved.told]).toEqual(['approved', ['change', 'GET suggestion']])
  })

  it('that waited 30 days is sent anew, unless it still waits', async () => {
    const old = { at: NOON + 30 * DAY }
    const gone = await sync(catalogItem(), await suggested(), { change: 404 }, { ...old, asked: 200 })
    expect(gone.told).toEqual(['change', 'GET suggestion', 'suggestion'])
    const waits = await sync(catalogItem(), await suggested(), { change: 404 }, { ...old, status: 'pending' })
    expect([waits.row.state, waits.told]).toEqual(['suggested', ['change', 'GET suggestion']])
  })

  it('VTEX finds fault with is told as such, and the rest goes on', async () => {
    const refused = await sync(catalogItem(), undefined, { change: 404, suggestion: 400 })
    expect(refused.row).toMatchObject({ state: 'skipped', reason: 'VTEX answered 400 to skuSuggestion' })
  })

  it('stays as it is while the partner has nothing to sell, and its row says so', async () => {
    const { row, told } = await sync(catalogItem({ price: undefined }), await suggested(), { change: 404 })
    expect([row.state, row.reason, told]).toEqual(['suggested', 'it has no price', []])
  })

  it('is not asked about by a run that asked about many', async () => {
    expect((await sync(catalogItem(), await suggested(), { change: 404 }, { asked: 200 })).told).toEqual([])
  })
})

describe('a category or brand the marketplace does not have', () => {
  const taxonomy = taxonomyOfNames(['Tools', 'Tools/Hand'], ['Northwind'])

  it('keeps the SKU here, with a reason that names it (AC-10)', async () => {
    const { row, told } = await sync(catalogItem(), undefined, { change: 404 }, { taxonomy })
    expect([row.state, row.reason, told]).toEqual([
      'skipped',
      'mapping missing: the marketplace has no category "Tools/Drills"',
      [],
    ])
  })

  it('is translated by the table of the seller', async () => {
    const mapping = parseMapping({ categories: 'tools/* = Tools/Hand' }, 'sellers[0]')
    const { told } = await sync(catalogItem(), undefined, { change: 404 }, { taxonomy, seller: { mapping } })
    expect(told).toEqual(['change', 'suggestion'])
  })

  it('is sent all the same when the operator wants to map it while approving', async () => {
    const { told } = await sync(catalogItem(), undefined, { change: 404 }, { taxonomy, seller: { unmapped: 'send' } })
    expect(told).toEqual(['change', 'suggestion'])
  })

  it('says nothing about what is sold already', async () => {
    const { told, later } = await sync(catalogItem({ stock: 1 }), await bound(), {}, { taxonomy })
    expect([told, later]).toEqual([[], ['DRL-18V-BK']])
  })
})

describe('an SKU of a seller that does not send everything yet', () => {
  it('is looked at and not sent while the seller is observed', async () => {
    const { row, outcome, told, notSent } = await sync(catalogItem(), undefined, {}, sendingOnly())
    expect([outcome, told, row.reason]).toEqual(['skipped', [], 'content is switched off'])
    expect(notSent).toEqual(['changeNotification', 'priceNotification', 'inventoryNotification'])
  })

  it('has the reason why it would be refused all the same', async () => {
    const { row } = await sync(catalogItem({ images: [] }), undefined, {}, sendingOnly())
    expect(row.reason).toBe('it has no image')
  })

  it('is sent whole once everything is on', async () => {
    const { row } = await sync(catalogItem(), undefined, {}, sendingOnly())
    expect((await sync(catalogItem(), row)).told).toEqual(['change', 'price', 'inventory'])
  })

  it('has its stock announced alone, and price and content once they are on', async () => {
    const first = await sync(catalogItem(), undefined, {}, sendingOnly('stock'))
    expect([first.outcome, first.told]).toEqual(['bound', ['inventory']])
    const second = await sync(catalogItem(), first.row, {}, sendingOnly('stock', 'price'))
    expect(second.told).toEqual(['price'])
    const third = await sync(catalogItem(), second.row, {}, sendingOnly('stock', 'price'))
    expect([third.outcome, third.told]).toEqual(['unchanged', []])
    expect((await sync(catalogItem(), third.row)).told).toEqual(['change'])
  })

  it('is not sold there when VTEX does not know it and content is off', async () => {
    const { outcome, told } = await sync(catalogItem(), undefined, { inventory: 404 }, sendingOnly('stock'))
    expect([outcome, told]).toEqual(['skipped', ['inventory']])
  })

  it('keeps what it owes: a price that changed while prices were off is sent later', async () => {
    const cheaper = catalogItem({ price: cents(1) })
    const off = await sync(cheaper, await bound(), {}, sendingOnly('content', 'stock'))
    expect([off.told, off.notSent]).toEqual([[], ['priceNotification']])
    expect((await sync(cheaper, off.row)).later).toEqual(['DRL-18V-BK'])
  })
})

describe('a page for which time runs out', () => {
  it('announces no SKU twice: its price and stock follow', async () => {
    const clock = movableClock()
    const world = await catalogWorld({
      clock,
      vtex: () => {
        clock.advance(100)
        return { status: 200 }
      },
    })
    const items = Array.from({ length: 20 }, (_, index) =>
      catalogItem({ sku: sku(`S${index}`), productId: `P${index}` }),
    )
    const late = { ...world.job, until: clock.now() + 3_000 }
    expect((await syncPage(late, { items }, IDLE_RUN)).finished).toBe(false)
    const first = world.told()
    expect((await syncPage({ ...world.job, until: Infinity }, { items }, IDLE_RUN)).finished).toBe(true)
    const all = [...first, ...world.told()]
    const times = (step: string) => all.filter((one) => one === step).length
    expect([times('change'), times('price'), times('inventory')]).toEqual([20, 20, 20])
  })
})
