import type { CatalogItem } from '../../../../node/domain/catalog/catalogItem'
import { NotOurTurn, PartnerUnavailable } from '../../../../node/domain/errors'
import { catalogRound } from '../../../../node/events/catalog/catalogRound'
import { followHints } from '../../../../node/events/hints/followHints'
import { startCatalogRun, stopCatalogRun } from '../../../../node/events/catalog/startCatalogRun'
import { catalogItem } from '../../fixtures/catalogItem'
import { catalogWorld, pagesOf, stepOf } from '../../fixtures/catalogWorld'
import { fewTurns } from '../../fixtures/fewTurns'
import { DAY, HOUR, MINUTE, NOON, SECOND } from '../../fixtures/movableClock'
import { cents, notSold, offer, quoteOf, sku } from '../../fixtures/offers'
import type { WorkOptions } from '../../fixtures/sellerWork'

const item = (id: string, changes: Partial<CatalogItem> = {}) =>
  catalogItem({ sku: sku(id), productId: id, refId: id, price: cents(39_900), stock: 14, ...changes })

/** Pages of the partner's catalogue; a test may change them between two looks. */
let pages: (readonly CatalogItem[])[]
beforeEach(() => void (pages = [[item('A'), item('B')], [item('C')]]))

const partner: NonNullable<WorkOptions['partner']> = {
  ...pagesOf(() => pages),
  quote: async ({ lines }) =>
    quoteOf(
      lines.map(({ sku: id }) => {
        const known = pages.flat().find((one) => one.sku === id)
        return known?.active ? offer(id, known.stock, Number(known.price)) : notSold(id)
      }),
    ),
}

/** VTEX: SKUs it sells of this seller, and what became of suggestions. */
function vtexOf(sold: Set<string>, suggestions = new Map<string, string>()): WorkOptions['vtex'] {
  return ({ method, url }) => {
    const step = stepOf(url)
    const id = decodeURIComponent(step === 'price' || step === 'inventory' ? url.split('/')[5] : url.split('/').pop()!)
    if (step === 'bindings') return { status: 200, data: [...sold].map((one) => ({ SellerStockKeepingUnitId: one })) }
    if (step === 'suggestion' && method === 'PUT') suggestions.set(id, 'pending')
    if (step === 'suggestion' && method === 'GET') {
      const status = suggestions.get(id)
      return status ? { status: 200, data: { Status: status } } : { status: 404 }
    }
    return { status: step !== 'suggestion' && !sold.has(id) ? 404 : 200 }
  }
}

async function world(options: WorkOptions = {}) {
  const sold = new Set(['A', 'B', 'C'])
  const suggestions = new Map<string, string>()
  const made = await catalogWorld({ partner, vtex: vtexOf(sold, suggestions), ...options })
  const { clock, ctx, work } = made
  /** Rounds as events and ticks make them, until nothing is left to do at once. */
  const rounds = async (bornAt = NOON - DAY) => {
    while (await catalogRound(ctx, work, clock.now() + 20 * SECOND, bornAt));
    // What changed is told once every replica knows it.
    await followHints(ctx, work, clock.now() + 20 * SECOND, async (ms) => clock.advance(ms))
  }
  const run = async (kind?: Parameters<typeof startCatalogRun>[1]) => {
    await startCatalogRun(work, kind)
    await rounds()
    return work.catalog.run()
  }
  return { ...made, sold, suggestions, rounds, run }
}

const offersOf = (...skus: string[]) => skus.flatMap(() => ['price', 'inventory'])

describe('a full run', () => {
  it('tells every SKU, then looks at what is known and at the bindings, and is counted', async () => {
    const { run, states, told } = await world()
    const { counts, phase, recent, state, states: counted } = await run()
    expect([state, phase, counts.seen, counts.bound]).toEqual(['idle', undefined, 3, 3])
    expect(told().sort()).toEqual([...offersOf('A', 'B', 'C'), 'change', 'change', 'change', 'GET bindings'].sort())
    expect(await states()).toEqual({ A: 'bound', B: 'bound', C: 'bound' })
    expect([counted, recent?.length]).toEqual([{ bound: 3 }, 1])
  })

  it('says nothing twice', async () => {
    const { run, told } = await world()
    await run()
    told()
    const { counts } = await run()
    expect([told(), counts.unchanged]).toEqual([['GET bindings'], 3])
  })

  it('takes an SKU to zero that the pages no longer name', async () => {
    const { run, told } = await world()
    await run()
    told()
    pages = [[item('A'), item('B')]]
    await run()
    expect(told()).toEqual(['GET bindings', 'inventory'])
    await run()
    expect(told()).toEqual(['GET bindings'])
  })

  it('reports a binding that no SKU is known for, and deletes nothing (AC-91)', async () => {
    const { run, sold, told } = await world()
    sold.add('STRANGER')
    const { counts, orphans } = await run()
    expect([counts.orphans, orphans]).toEqual([1, ['STRANGER']])
    expect(told().filter((step) => /remove|inactivate/.test(step))).toEqual([])
  })

  it('finds what was bound meanwhile in the bindings, with price and stock', async () => {
    const { run, sold, states, told } = await world()
    sold.delete('C')
    await run()
    sold.add('C')
    told()
    pages = [[item('A')]]
    await run('full')
    expect((await states()).C).toBe('bound')
    expect(told()).toContain('GET bindings')
  })

  it('goes on where it was when the process dies: one page is repeated at most, none is skipped', async () => {
    const many = Array.from({ length: 6 }, (_, page) =>
      Array.from({ length: 5 }, (_unused, index) => item(`P${page}-${index}`)),
    )
    pages = many
    const ids = many.flat().map(({ sku: id }) => id as string)
    const announced: string[] = []
    const dead = () => {
      throw new Error('killed')
    }
    const vtex: WorkOptions['vtex'] = ({ url }) => {
      if (stepOf(url) === 'change') announced.push(url.split('/').pop()!)
      // Nothing is remembered from here on.
      if (announced.length === 17) made.vbase.disturbance = dead
      return { status: stepOf(url) === 'bindings' ? 403 : 200 }
    }
    const made = await world({ vtex })
    const { clock, rounds, run, states, vbase } = made
    await expect(run()).rejects.toThrow('record')
    vbase.disturbance = () => undefined
    announced.push('-')
    clock.advance(MINUTE)
    await rounds()
    expect(Object.keys(await states()).sort()).toEqual([...ids].sort())
    const twice = announced.filter((id, index) => announced.indexOf(id) !== index)
    expect(twice.every((id) => id.startsWith('P3'))).toBe(true)
    expect(new Set(announced)).toEqual(new Set([...ids, '-']))
  })

  it('is worked on by one at a time', async () => {
    const { clock, ctx, told, work } = await world()
    await startCatalogRun(work)
    await Promise.all(Array.from({ length: 5 }, () => catalogRound(ctx, work, clock.now() + 20 * SECOND, NOON)))
    expect(told().filter((step) => step === 'change')).toHaveLength(3)
  })

  it('pauses while the partner is down, and says so', async () => {
    let isDown = true
    const failing: WorkOptions['partner'] = {
      ...partner,
      catalogPage: async (cursor, budget) => {
        if (isDown) throw new PartnerUnavailable('The shop is closed')
        return partner.catalogPage!(cursor, budget)
      },
    }
    const { clock, rounds, run, states, work } = await world({ partner: failing })
    expect((await run()).lastError).toBe('The shop is closed')
    isDown = false
    await rounds()
    expect(await states()).toEqual({})
    clock.advance(30 * SECOND)
    await rounds()
    expect([(await work.catalog.run()).lastError, Object.keys(await states())]).toEqual([undefined, ['A', 'B', 'C']])
  })

  it('waits as long as VTEX asks, and then goes on (AC-03)', async () => {
    let refusals = 1
    const vtex: WorkOptions['vtex'] = ({ url }) =>
      stepOf(url) === 'change' && refusals-- > 0
        ? { status: 429, headers: { 'retry-after': '7' } }
        : { status: stepOf(url) === 'bindings' ? 403 : 200 }
    const { clock, rounds, run, states } = await world({ vtex })
    await run()
    clock.advance(6 * SECOND)
    await rounds()
    expect(Object.keys(await states())).not.toContain('C')
    clock.advance(SECOND)
    await rounds()
    expect(Object.keys(await states())).toEqual(['A', 'B', 'C'])
  })

  it('can be stopped, and another kind asked for meanwhile follows it', async () => {
    const { rounds, work } = await world()
    await startCatalogRun(work, 'full')
    await startCatalogRun(work, 'delta')
    expect((await stopCatalogRun(work)).state).toBe('idle')
    await startCatalogRun(work, 'full')
    await startCatalogRun(work, 'delta')
    await rounds()
    const { recent } = await work.catalog.run()
    expect(recent?.map(({ kind, stopped }) => [kind, stopped])).toEqual([
      ['delta', undefined],
      ['full', undefined],
      ['full', true],
    ])
  })
})

describe('an SKU whose binding was taken away', () => {
  it('is told so when its price is refused, is left alone, and sold again once it is bound again (AC-16)', async () => {
    const { run, row, sold, states, told } = await world()
    await run()
    sold.delete('A')
    pages = [[item('A', { stock: 1 }), item('B')], [item('C')]]
    await run()
    expect((await states()).A).toBe('unbound')
    expect((await row('A'))?.reason).toMatch(/binding/)
    told()
    await run()
    expect(told()).toEqual(['GET bindings'])
    sold.add('A')
    await run()
    expect([(await states()).A, told()]).toEqual(['bound', ['GET bindings', 'inventory']])
  })
})

describe('a plan', () => {
  it('says what would be sent and sends nothing', async () => {
    pages = [[item('A'), item('B', { images: [] })]]
    const { run, states, told } = await world()
    const { counts, plan } = await run('plan')
    expect([told(), await states()]).toEqual([[], {}])
    expect([counts.changeNotifications, counts.suggestions, counts.skipped]).toEqual([1, 1, 1])
    expect(plan?.map(({ sku: id, reason }) => [id, reason])).toEqual([
      ['A', undefined],
      ['B', 'it has no image'],
    ])
  })
})

describe('a delta', () => {
  it('is due every hour once the first run was made by hand, and never before', async () => {
    const { clock, rounds, run, told } = await world({ seller: { catalogNightlyHour: undefined } })
    await rounds()
    expect(told()).toEqual([])
    await run()
    told()
    pages = [[item('A', { stock: 1 }), item('B')], [item('C')]]
    clock.advance(59 * MINUTE)
    await rounds()
    expect(told()).toEqual([])
    clock.advance(MINUTE)
    await rounds()
    expect(told()).toEqual(['inventory'])
  })
})

describe('the night', () => {
  it('is when everything is compared, once', async () => {
    const { clock, rounds, run, told } = await world({ seller: { catalogNightlyHour: 3, catalogDeltaMinutes: 0 } })
    await run()
    told()
    pages = [[item('A')], [item('C')]]
    clock.advance(15 * HOUR - SECOND)
    await rounds()
    expect(told()).toEqual([])
    clock.advance(SECOND)
    await rounds()
    expect(told()).toEqual(['GET bindings', 'inventory'])
    clock.advance(HOUR)
    await rounds()
    expect(told()).toEqual([])
  })
})

describe('a seller', () => {
  it('that the marketplace paused is told nothing of, and everything again when it is back (AC-89)', async () => {
    let paused = false
    const { clock, rounds, run, told } = await world({ paused: () => paused })
    await run()
    told()
    paused = true
    pages = [[item('A', { stock: 1 }), item('B')], [item('C')]]
    await run('delta')
    expect(told()).toEqual([])
    paused = false
    clock.advance(MINUTE)
    await rounds()
    expect(told().sort()).toEqual(offersOf('A', 'B', 'C').sort())
  })

  it('that pauses itself has its stock announced, and price and stock when it is back (PROTOCOL §17.18)', async () => {
    const { clock, ctx, run, told, work } = await world()
    await run()
    told()
    const off = { ...work, seller: { ...work.seller, active: false } }
    while (await catalogRound(ctx, off, clock.now() + 20 * SECOND, NOON - DAY));
    expect(told()).toEqual(['inventory', 'inventory', 'inventory'])
    clock.advance(MINUTE)
    while (await catalogRound(ctx, work, clock.now() + 20 * SECOND, NOON - DAY));
    expect(told().sort()).toEqual(offersOf('A', 'B', 'C').sort())
  })

  it('of an app that was down for an hour has everything announced again, and not of one that only slept', async () => {
    const { clock, rounds, run, told } = await world({
      seller: { catalogNightlyHour: undefined, catalogDeltaMinutes: 0 },
    })
    await run()
    told()
    clock.advance(2 * HOUR)
    await rounds()
    expect(told()).toEqual([])
    clock.advance(2 * HOUR)
    await rounds(clock.now() - SECOND)
    expect(told().sort()).toEqual(offersOf('A', 'B', 'C').sort())
    await rounds(clock.now() - SECOND)
    expect(told()).toEqual([])
  })
})

describe('a seller that pauses itself in the middle of a run', () => {
  it('has its stock told first, and the run goes on when it is back', async () => {
    const { clock, ctx, run, told, work } = await world()
    await run()
    told()
    await startCatalogRun(work, 'full')
    const off = { ...work, seller: { ...work.seller, active: false } }
    while (await catalogRound(ctx, off, clock.now() + 20 * SECOND, NOON - DAY));
    expect(told()).toEqual(['inventory', 'inventory', 'inventory'])
    expect(await work.catalog.run()).toMatchObject({ state: 'running', kind: 'full' })
    clock.advance(MINUTE)
    while (await catalogRound(ctx, work, clock.now() + 20 * SECOND, NOON - DAY));
    expect((await work.catalog.run()).state).toBe('idle')
    expect(new Set(told())).toEqual(new Set(['price', 'inventory', 'GET bindings']))
  })
})

describe('SKUs that wait for approval', () => {
  const quiet = { seller: { catalogNightlyHour: undefined, catalogDeltaMinutes: 0 } }

  it('are followed without a sync: approved, with price and stock', async () => {
    const { clock, rounds, run, sold, states, told } = await world(quiet)
    sold.clear()
    await run()
    told()
    clock.advance(MINUTE)
    sold.add('B')
    await rounds()
    expect(await states()).toEqual({ A: 'suggested', B: 'bound', C: 'suggested' })
    expect(told().filter((step) => step === 'price' || step === 'inventory')).toEqual(['price', 'inventory'])
  })

  it('are denied, expire, or are approved and not bound yet', async () => {
    const { clock, rounds, run, row, sold, states, suggestions } = await world(quiet)
    sold.clear()
    await run()
    suggestions.set('A', 'denied').set('B', 'Accepted').delete('C')
    clock.advance(30 * DAY)
    await rounds()
    expect(await states()).toEqual({ A: 'denied', B: 'approved', C: 'expired' })
    expect((await row('C'))?.reason).toMatch(/30 days/)
    expect((await row('A'))?.past?.map(({ state }) => state)).toEqual(['suggested'])
  })

  it('are asked about often at first and rarely later, and a bounded number at a time', async () => {
    pages = [Array.from({ length: 40 }, (_, index) => item(`W${index}`))]
    const { clock, rounds, run, sold, told } = await world(quiet)
    sold.clear()
    await run()
    told()
    clock.advance(MINUTE)
    await rounds()
    expect(told().filter((step) => step === 'change')).toHaveLength(30)
    clock.advance(DAY)
    await rounds()
    await rounds()
    await rounds()
    expect(told().filter((step) => step === 'change')).toHaveLength(40)
    clock.advance(HOUR)
    await rounds()
    expect(told()).toEqual([])
  })
})

describe('a seller that goes live step by step', () => {
  it('tries SKUs that nobody bound by hand with each full run, and not with every look of the day', async () => {
    const sends = { stock: true, price: false, content: false, orders: false }
    const { clock, run, sold, states, told } = await world({ seller: { sends } })
    sold.delete('C')
    const inventories = async (kind: 'full' | 'delta') => {
      clock.advance(HOUR)
      await run(kind)
      return told().filter((step) => step === 'inventory').length
    }
    expect([await inventories('full'), await inventories('delta'), await inventories('full')]).toEqual([3, 0, 1])
    sold.add('C')
    expect([await inventories('full'), await states()]).toEqual([1, { A: 'bound', B: 'bound', C: 'bound' }])
  })
})

describe('a run that finds little to tell', () => {
  const MANY = 30
  const ids = Array.from({ length: MANY }, (_, page) => [
    `P${String(page).padStart(2, '0')}-0`,
    `P${String(page).padStart(2, '0')}-1`,
  ])
  const catalog = (price: (page: number) => number) =>
    ids.map((page, index) => page.map((id) => item(id, { price: cents(price(index)) })))

  /** Everything is known, then the price of one SKU in each of some pages changes. */
  async function known(changed: readonly number[]) {
    pages = catalog(() => 39_900)
    const made = await world()
    for (const id of ids.flat()) made.sold.add(id)
    await made.run()
    pages = catalog((page) => (changed.includes(page) ? 38_000 : 39_900))
    made.told()
    made.vbase.writes.length = 0
    return made
  }

  it('costs few calls to the record store, however many pages there are', async () => {
    const { run, told, vbase } = await known([])
    let reads = 0
    vbase.disturbance = (verb) => void (verb === 'read' && reads++)
    const { counts, pages: read } = await run('delta')
    expect([counts.unchanged, read, told()]).toEqual([2 * MANY, MANY, []])
    expect(vbase.writes.length + reads).toBeLessThan(2 * MANY + 30)
  })

  it('repeats no page before the one it died in, and says nothing twice', async () => {
    const { clock, rounds, told, vbase, work } = await known([3, 20])
    await startCatalogRun(work, 'delta')
    let asked = 0
    const page = partner.catalogPage!
    work.partner.catalogPage = async (cursor, budget) => {
      if (++asked === 10)
        vbase.disturbance = () => {
          throw new Error('killed')
        }
      return page(cursor, budget)
    }
    await expect(rounds()).rejects.toThrow('record')
    vbase.disturbance = () => undefined
    clock.advance(MINUTE)
    await rounds()
    expect(asked).toBe(MANY + 1)
    expect(told()).toEqual(['price', 'price', 'price', 'price'])
    expect((await work.catalog.run()).recent?.[0].counts).toMatchObject({ seen: 2 * MANY, hinted: 4 })
  })

  it('ends where an operator stops it', async () => {
    const { rounds, work } = await known([])
    await startCatalogRun(work, 'delta')
    const page = partner.catalogPage!
    work.partner.catalogPage = async (cursor, budget) => {
      if (cursor === '5') await stopCatalogRun(work)
      return page(cursor, budget)
    }
    await rounds()
    expect((await work.catalog.run()).recent?.[0]).toMatchObject({ kind: 'delta', stopped: true })
  })
})

describe('what a run finds changed', () => {
  const PAGES = 30
  const PER_PAGE = 10
  const catalog = (cheaper: (page: number, place: number) => boolean, onFirst: number) =>
    Array.from({ length: PAGES }, (_, page) =>
      Array.from({ length: page === 0 ? onFirst : PER_PAGE }, (_, place) =>
        item(`P${String(page).padStart(2, '0')}-${place}`, { price: cents(cheaper(page, place) ? 38_000 : 39_900) }),
      ),
    )

  /** Everything is known, then some prices change. `onPage` is called before each page is read. */
  async function changed(
    cheaper: Parameters<typeof catalog>[0],
    onPage: (page: number) => unknown = () => undefined,
    onFirst = PER_PAGE,
  ) {
    pages = catalog(() => false, onFirst)
    const made = await world({ seller: { catalogNightlyHour: undefined, catalogDeltaMinutes: 0 } })
    for (const { sku: id } of pages.flat()) made.sold.add(id)
    await made.run()
    const { clock, ctx, vbase, work } = made
    // Of the first words nothing is quiet yet.
    clock.advance(MINUTE)
    await made.rounds()
    pages = catalog(cheaper, onFirst)
    made.told()
    vbase.writes.length = 0
    await startCatalogRun(work, 'delta')
    const read: number[] = []
    const { catalogPage } = partner
    work.partner.catalogPage = async (cursor, budget) => {
      const page = Number(cursor ?? 0)
      read.push(page)
      await onPage(page)
      return catalogPage!(cursor, budget)
    }
    const round = () => catalogRound(ctx, work, clock.now() + 20 * SECOND, NOON - DAY)
    const hints = async () => (await work.hints.waiting()).map(({ id }) => id).sort()
    const writes = (folder: string) => vbase.writes.filter((path) => path.startsWith(`${folder}/`)).length
    return { ...made, read, round, hints, writes }
  }

  const dead = () => {
    throw new Error('killed')
  }
  const firstOfEach = (_page: number, place: number) => place === 0
  const everyOne = () => true

  it('gathers with its place: an SKU in each page costs no write more than the pages, until all are passed on', async () => {
    const { hints, round, writes } = await changed(firstOfEach)
    expect(await round()).toBe(false)
    expect((await hints()).length).toBe(PAGES)
    expect(writes('hints')).toBeLessThanOrEqual(10)
    expect(writes('catalog')).toBeLessThan(PAGES + 10)
  })

  it('is passed on by hundreds, so that the document of the run stays small', async () => {
    let most = 0
    const { hints, round, vbase, work } = await changed(everyOne, async () => {
      most = Math.max(most, (await work.catalog.run()).gathered?.length ?? 0)
    })
    await round()
    expect([(await hints()).length, most < 200, most > 100]).toEqual([PAGES * PER_PAGE, true, true])
    expect(vbase.files.get('catalog/acme/run')?.text).not.toContain('P00-0')
  })

  it('is passed on at once, with an event, when a page brings many', async () => {
    const waiting: number[] = []
    const watch = async () => void waiting.push((await hints()).length)
    const { ctx, hints, round } = await changed(everyOne, watch, 60)
    const events: string[] = []
    ctx.clients.events.sendEvent = async (_app, topic) => void events.push(topic)
    await round()
    expect([waiting[0], waiting[1], waiting[2], events]).toEqual([0, 60, 60, ['partner-hints']])
  })

  it('is passed on at the end of each slice of a long run', async () => {
    const { clock, hints, round, work } = await changed(firstOfEach, () => clock.advance(SECOND))
    expect(await round()).toBe(true)
    const { gathered, pages: done, state } = await work.catalog.run()
    expect([state, gathered]).toEqual(['running', undefined])
    expect(done).toBeGreaterThan(3)
    expect((await hints()).length).toBe(done)
  })

  it.each([
    ['when all pages are done', PAGES],
    ['after half of them', PAGES / 2],
  ])('is lost by nobody who dies before passing it on, %s: the next round does', async (_when, done) => {
    let dies = true
    const world = await changed(firstOfEach, (page) => {
      if (dies && page === done) vbase.disturbance = dead
    })
    const { clock, hints, read, round, rounds, told, vbase, work } = world
    vbase.disturbance = (verb, path) => {
      if (verb !== 'write' || !path.startsWith('hints/')) return
      vbase.disturbance = dead
      dead()
    }
    await expect(round()).rejects.toThrow('record')
    vbase.disturbance = () => undefined
    dies = false
    expect([await hints(), (await work.catalog.run()).gathered?.length]).toEqual([[], done])
    clock.advance(MINUTE)
    await rounds()
    expect(told()).toEqual(Array.from({ length: PAGES }, () => 'price'))
    expect(read.length).toBe(done === PAGES ? PAGES : PAGES + 1)
    expect((await work.catalog.run()).gathered).toBeUndefined()
  })

  it('is passed on when the run rests, because the partner fails', async () => {
    const { hints, round, work } = await changed(firstOfEach, (page) => {
      if (page === 5) throw new PartnerUnavailable('down')
    })
    expect(await round()).toBe(false)
    expect((await hints()).length).toBe(5)
    expect(await work.catalog.run()).toMatchObject({ state: 'running', lastError: 'down' })
  })

  it('is passed on when an operator stops the run', async () => {
    const { hints, round, work } = await changed(firstOfEach, async (page) => {
      if (page === 5) await stopCatalogRun(work)
    })
    await round()
    expect([(await hints()).length, (await work.catalog.run()).gathered]).toEqual([6, undefined])
  })

  it('is passed on while the marketplace has the seller paused', async () => {
    const { clock, hints, round, vbase, work } = await changed(firstOfEach)
    vbase.disturbance = (verb, path) => void (verb === 'write' && path.startsWith('hints/') && dead())
    await round()
    vbase.disturbance = () => undefined
    expect([(await hints()).length, (await work.catalog.run()).gathered?.length]).toEqual([0, PAGES])
    clock.advance(MINUTE)
    work.sellerStatus.isPaused = async () => true
    await round()
    expect([(await hints()).length, (await work.catalog.run()).gathered]).toEqual([PAGES, undefined])
  })

  it('is told once when somebody takes over from one who was away too long', async () => {
    const { clock, read, round, rounds, told, work } = await changed(firstOfEach, async (page) => {
      if (page !== 10 || read.filter((one) => one === 10).length > 1) return
      clock.advance(MINUTE)
      await round()
    })
    await rounds()
    expect(told()).toEqual(Array.from({ length: PAGES }, () => 'price'))
    expect((await work.catalog.run()).recent?.[0]).toMatchObject({ kind: 'delta', counts: { hinted: PAGES } })
  })
})

describe('a run of a seller whose account calls VTEX for others too', () => {
  it('goes on slice by slice with the turns it gets: each word is said once, and nobody is in trouble', async () => {
    pages = [Array.from({ length: 12 }, (_, index) => item(`S${String(index).padStart(2, '0')}`))]
    const { clock, ctx, sold, suggestions, told, work } = await world()
    for (const { sku: id } of pages[0].slice(6)) sold.add(id)
    const newTurns = fewTurns(work, 3)
    await startCatalogRun(work)
    let slices = 0
    while (await catalogRound(ctx, work, clock.now() + 20 * SECOND)) {
      newTurns()
      slices++
    }
    const said = told()
    expect([suggestions.size, slices > 3]).toEqual([6, true])
    const times = (step: string) => said.filter((one) => one === step).length
    expect([times('suggestion'), times('price'), times('inventory')]).toEqual([6, 6, 6])
    expect((await work.catalog.run()).lastError).toBeUndefined()
  })

  it('waits for the sweeper when its turn is far away', async () => {
    const { clock, ctx, work } = await world()
    await startCatalogRun(work)
    work.partner.catalogPage = () => Promise.reject(new NotOurTurn('readCategories', 'not its turn', 20))
    expect(await catalogRound(ctx, work, clock.now() + 20 * SECOND)).toBe(false)
    expect(Date.parse((await work.catalog.run()).leaseUntil ?? '')).toBe(clock.now() + 20 * SECOND)
  })
})

describe('a reconciliation with the bindings', () => {
  const problemsOf = async (work: Awaited<ReturnType<typeof world>>['work']) => (await work.problems.list()).open

  it('finds a binding that was taken away, announces the SKU once more and says so until it is back', async () => {
    const { clock, run, sold, states, told, work } = await world()
    await run()
    sold.delete('B')
    clock.advance(HOUR)
    told()
    const { counts, states: counted } = await run()
    expect(told().sort()).toEqual(['GET binding', 'GET binding', 'GET binding', 'GET bindings', 'change'])
    expect([await states(), counted, counts.unbound]).toEqual([
      { A: 'bound', B: 'unbound', C: 'bound' },
      { bound: 2, unbound: 1 },
      1,
    ])
    expect(await problemsOf(work)).toMatchObject([{ code: 'notOnSale', message: '1 SKU is not on sale: 1 unbound' }])

    sold.add('B')
    clock.advance(HOUR)
    await run()
    expect(await states()).toEqual({ A: 'bound', B: 'bound', C: 'bound' })
    expect(await problemsOf(work)).toEqual([])
  })

  it('counts what was approved meanwhile as bound', async () => {
    const { clock, run, sold, work } = await world()
    sold.delete('C')
    await run()
    sold.add('C')
    clock.advance(HOUR)
    expect((await run()).states).toEqual({ bound: 3 })
    expect((await work.catalog.rows(['C'])).get('C')).toMatchObject({ state: 'bound', price: expect.any(String) })
  })

  it('tells how many SKUs cannot be sent, once however often they are seen, and not those the partner does not sell', async () => {
    pages = [[item('A', { images: [] }), item('B', { brand: '' }), item('C', { active: false })]]
    const { clock, run, sold, states, work } = await world()
    sold.clear()
    await run()
    clock.advance(HOUR)
    await run()
    expect(await states()).toEqual({ A: 'skipped', B: 'skipped', C: 'inactive' })
    expect(await problemsOf(work)).toMatchObject([
      {
        message: '2 SKUs are not on sale: 2 skipped',
        fix: expect.stringContaining('catalog/skus?state=skipped'),
        count: 1,
      },
    ])
    pages = [[item('A'), item('B'), item('C')]]
    await run()
    expect(await states()).toEqual({ A: 'suggested', B: 'suggested', C: 'suggested' })
    expect(await problemsOf(work)).toEqual([])
  })
})
