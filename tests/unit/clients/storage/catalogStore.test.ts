import { CatalogStore } from '../../../../node/clients/storage/catalogStore'
import { nextRow, type CatalogRow, type CatalogState } from '../../../../node/domain/catalog/catalogRow'
import { storedRow } from '../../../../node/domain/catalog/storedRow'
import { sellerId } from '../../../../node/domain/ids'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { HOUR, NOON } from '../../fixtures/movableClock'

const ACME = sellerId('acme')
let vbase: MemoryVBase
let catalog: CatalogStore
beforeEach(async () => {
  vbase = new MemoryVBase()
  catalog = new CatalogStore(vbase.records, ACME)
  await catalog.create()
  vbase.writes.length = 0
})

const row = (state: CatalogState, content = 'content12345'): CatalogRow =>
  nextRow(undefined, { state, content, price: 'price1234567', stock: 'stock1234567' }, NOON)
const nameOf = (index: number) => `SKU-${String(index).padStart(6, '0')}`
const fresh = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ sku: nameOf(first + index), before: undefined, after: row('bound') }))

async function all(): Promise<Map<string, CatalogRow>> {
  const rows: (readonly [string, CatalogRow])[] = []
  let from: string | undefined = ''
  while (from !== undefined) {
    const page = await catalog.page(from)
    rows.push(...page.rows)
    from = page.next
  }
  expect(new Set(rows.map(([sku]) => sku)).size).toBe(rows.length)
  return new Map(rows)
}

const leaves = () => [...vbase.files.keys()].filter((path) => path.includes('/leaf-'))

describe('what the marketplace knows of the SKUs', () => {
  it('is read back for the SKUs one asks for', async () => {
    await catalog.save([{ sku: 'A', before: undefined, after: row('bound') }])
    await catalog.save([{ sku: '__proto__', before: undefined, after: row('skipped') }])
    expect(await catalog.rows(['A', 'C'])).toEqual(new Map([['A', row('bound')]]))
    expect(await all()).toEqual(
      new Map([
        ['A', row('bound')],
        ['__proto__', row('skipped')],
      ]),
    )
  })

  it('is not set back by somebody who read it before it changed', async () => {
    await catalog.save([{ sku: 'A', before: undefined, after: row('suggested') }])
    await catalog.save([{ sku: 'A', before: row('suggested'), after: row('bound') }])
    await catalog.save([{ sku: 'A', before: row('suggested'), after: row('skipped') }])
    expect((await all()).get('A')?.state).toBe('bound')
  })

  it('can be forgotten', async () => {
    await catalog.save([{ sku: 'A', before: undefined, after: row('bound') }])
    await catalog.save([{ sku: 'A', before: row('bound'), after: undefined }])
    expect((await all()).size).toBe(0)
  })

  it('takes at most 150 bytes for each SKU that was told', () => {
    const before = nextRow(undefined, { state: 'skipped', content: '' }, NOON)
    const later = nextRow(nextRow(before, row('suggested'), NOON + HOUR), row('bound'), NOON + 2 * HOUR)
    expect(`"${nameOf(1)}":${JSON.stringify(storedRow(later))},`.length).toBeLessThan(150)
  })
})

describe('somebody who reads rows and changes them', () => {
  const A = ['A']
  const change = (before: CatalogRow | undefined, after: CatalogRow) => [{ sku: 'A', before, after }]
  const reads = () => {
    let count = 0
    vbase.disturbance = (verb, path) => void (verb === 'read' && path.includes('/leaf-') && count++)
    return () => count
  }
  beforeEach(() => catalog.save(change(undefined, row('suggested'))))

  it('reads each document once', async () => {
    const read = { leaves: new Map() }
    const count = reads()
    await catalog.rows(A, read)
    await catalog.save(change(row('suggested'), row('bound')), read)
    expect(count()).toBe(1)
    expect((await catalog.rows(A, read)).get('A')?.state).toBe('bound')
    await catalog.save(change(row('bound'), row('unbound')), read)
    expect(count()).toBe(2)
    expect((await all()).get('A')?.state).toBe('unbound')
  })

  it('keeps what others wrote meanwhile', async () => {
    const read = { leaves: new Map() }
    await catalog.rows(A, read)
    await catalog.save([{ sku: 'B', before: undefined, after: row('bound') }])
    await catalog.save(change(row('suggested'), row('bound')), read)
    expect([...(await all())].map(([sku, { state }]) => [sku, state])).toEqual([
      ['A', 'bound'],
      ['B', 'bound'],
    ])
  })

  it('is not misled by a document it read long ago', async () => {
    const read = { leaves: new Map() }
    await catalog.rows(A, read)
    await catalog.save(change(row('suggested'), row('approved')))
    const now = (await catalog.rows(A)).get('A')
    await catalog.save(change(now, row('bound')), read)
    expect((await all()).get('A')?.state).toBe('bound')
  })
})

describe('a catalogue of many SKUs', () => {
  it('keeps documents small, in the order of the SKUs, and loses none', async () => {
    for (let first = 0; first < 3_000; first += 100) await catalog.save(fresh(first, 100))
    const stored = await all()
    expect([...stored.keys()]).toEqual(Array.from({ length: 3_000 }, (_, index) => nameOf(index)))
    expect(leaves().length).toBeGreaterThan(4)
    for (const path of leaves()) expect(vbase.files.get(path)?.text.length).toBeLessThan(100_000)
  })

  it('touches few documents for a page of neighbours', async () => {
    for (let first = 0; first < 3_000; first += 100) await catalog.save(fresh(first, 100))
    const touched = new Set<string>()
    vbase.disturbance = (_verb, path) => void touched.add(path)
    const page = fresh(1_500, 100)
    const known = await catalog.rows(page.map(({ sku }) => sku))
    const told = page.map(({ sku }) => ({ sku, before: known.get(sku), after: row('bound', 'another12345') }))
    await catalog.save(told)
    expect([...touched].filter((path) => path.includes('/leaf-')).length).toBeLessThanOrEqual(2)
    expect((await catalog.rows([nameOf(1_599)])).get(nameOf(1_599))?.content).toBe('another12345')
  })

  it('stays whole when many write at once', async () => {
    const skus = Array.from({ length: 2_000 }, (_, index) => nameOf((index * 7_919) % 100_000))
    const shares = Array.from({ length: 8 }, (_, share) => skus.filter((_sku, index) => index % 8 === share))
    await Promise.all(
      shares.map(async (share) => {
        for (let first = 0; first < share.length; first += 50) {
          await catalog.save(
            share.slice(first, first + 50).map((sku) => ({ sku, before: undefined, after: row('bound') })),
          )
        }
      }),
    )
    expect([...(await all()).keys()]).toEqual([...new Set(skus)].sort())
  })

  it.each([
    ['before the directory names the new document', (path: string) => path.endsWith('/directory')],
    ['before the old document is trimmed', (path: string, writes: readonly string[]) => trimming(path, writes)],
  ])('survives a crash in the middle of a split, %s', async (_when, isHit) => {
    await catalog.save(fresh(0, 500))
    let crashed = false
    vbase.disturbance = (verb, path) => {
      if (verb !== 'write' || crashed || !isHit(path, vbase.writes)) return
      crashed = true
      throw new Error('killed')
    }
    for (let first = 500; first < 1_500; first += 100) {
      await catalog.save(fresh(first, 100)).catch(() => catalog.save(fresh(first, 100)))
    }
    expect(crashed).toBe(true)
    expect((await all()).size).toBe(1_500)
  })
})

/** The write of a leaf right after the directory changed. */
const trimming = (path: string, writes: readonly string[]) =>
  path.includes('/leaf-') && (writes.at(-1)?.endsWith('/directory') ?? false)
