import { AccessStore } from '../../../../node/clients/storage/accessStore'
import { CatalogStore } from '../../../../node/clients/storage/catalogStore'
import { FIRST_STORES, SELLER_STORES } from '../../../../node/clients/storage/sellerStores'
import { StorageUnavailable } from '../../../../node/domain/errors'
import { sellerId } from '../../../../node/domain/ids'
import { ensureShards } from '../../../../node/events/sellerSetup/ensureShards'
import { failedCall } from '../../fixtures/failedCall'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { movableClock } from '../../fixtures/movableClock'

const ACME = sellerId('acme')
const clock = movableClock()

async function registered(stores?: readonly string[]) {
  const vbase = new MemoryVBase()
  await ensureShards(vbase.records, ACME, clock)
  await new AccessStore(vbase.records).create({ schemaVersion: 1, sellerId: ACME, keys: [], ...(stores && { stores }) })
  vbase.writes.length = 0
  return vbase
}

const recorded = async (vbase: MemoryVBase) => (await new AccessStore(vbase.records).read(ACME))?.stores
const remove = (vbase: MemoryVBase, bucket: string) => {
  for (const path of [...vbase.files.keys()]) if (path.startsWith(`${bucket}/`)) vbase.files.delete(path)
}

describe('the documents of a seller', () => {
  it('are all there before anything is published, and are never made again', async () => {
    const vbase = await registered(SELLER_STORES)
    await ensureShards(vbase.records, ACME, clock)
    expect(vbase.writes).toEqual([])
  })

  it('of the first release are known although its records do not name them', async () => {
    const vbase = await registered()
    remove(vbase, 'claims')
    await ensureShards(vbase.records, ACME, clock)
    // Missing claims are an outage: nobody may take their place.
    expect([...vbase.files.keys()].filter((path) => path.startsWith('claims/'))).toEqual([])
    expect(await recorded(vbase)).toEqual([...SELLER_STORES])
  })

  it('that a later release added are made up for, and only those', async () => {
    const vbase = await registered(FIRST_STORES.filter((name) => name !== 'hints'))
    remove(vbase, 'hints')
    await ensureShards(vbase.records, ACME, clock)
    const written = new Set(vbase.writes.map((path) => path.split('/')[0]))
    expect([...written].sort()).toEqual(['hints', 'sellers'])
    const all = new Set([...FIRST_STORES, ...SELLER_STORES])
    expect([...((await recorded(vbase)) ?? [])].sort()).toEqual([...all].sort())
  })

  it('of the first release are followed by the new layout of its catalogue, with what it had told forgotten', async () => {
    const vbase = await registered()
    remove(vbase, 'catalog')
    const run = { schemaVersion: 1, state: 'idle', counts: { seen: 7 } }
    await vbase.records.put('catalog', 'acme/run', run)
    await ensureShards(vbase.records, ACME, clock)
    const catalog = new CatalogStore(vbase.records, ACME)
    expect([await catalog.run(), [...(await catalog.rows(['A']))]]).toEqual([run, []])
  })

  it('that are in use already are left alone, although nobody noted that they were made', async () => {
    const vbase = await registered(FIRST_STORES.filter((name) => name !== 'activity'))
    await vbase.records.put('activity', 'acme', { schemaVersion: 1, entries: [], dropped: 7 })
    await ensureShards(vbase.records, ACME, clock)
    expect((await vbase.records.read<{ dropped: number }>('activity', 'acme'))?.value.dropped).toBe(7)
  })

  it('are not made while a record that is listed cannot be read', async () => {
    const vbase = await registered(SELLER_STORES)
    vbase.disturbance = (verb, path) => {
      if (verb === 'read' && path.startsWith('sellers/')) throw failedCall(404)
    }
    await expect(ensureShards(vbase.records, ACME, clock)).rejects.toBeInstanceOf(StorageUnavailable)
    expect(vbase.writes).toEqual([])
  })
})
