import { HintStore } from '../../../../node/clients/storage/hintStore'
import { WebhookIdStore } from '../../../../node/clients/storage/webhookIdStore'
import { sellerId } from '../../../../node/domain/ids'
import type { Hint } from '../../../../node/domain/webhooks/hint'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { MINUTE, movableClock, type MovableClock } from '../../fixtures/movableClock'

let clock: MovableClock
let vbase: MemoryVBase
/** Another pod: its own stores over the same VBase. */
const hints = () => new HintStore(vbase.records, sellerId('acme'), clock)
const ids = () => new WebhookIdStore(vbase.records, sellerId('acme'), clock)
const skus = (...names: string[]): Hint[] => names.map((id) => ({ kind: 'sku', id }))
const waiting = async () => (await hints().waiting()).map(({ id }) => id).sort()

beforeEach(async () => {
  clock = movableClock()
  vbase = new MemoryVBase()
  await hints().createShards()
  await ids().createShards()
  vbase.writes.length = 0
})

describe('hints of a seller', () => {
  it('of fifty webhooks at once about one SKU are one hint and one write', async () => {
    const news = await Promise.all(Array.from({ length: 50 }, () => hints().add(skus('DRILL'))))
    expect(await waiting()).toEqual(['DRILL'])
    expect(news.filter(Boolean)).toHaveLength(1)
    expect(vbase.writes).toHaveLength(1)
  })

  it('of one webhook take at most ten writes, however many SKUs it names', async () => {
    const many = Array.from({ length: 500 }, (_, index) => `SKU-${index}`)
    await hints().add(skus(...many))
    expect(vbase.writes).toHaveLength(10)
    expect(await waiting()).toHaveLength(500)
  })

  it('are none lost when they come from many pods while a run works on them', async () => {
    await hints().add(skus('A', 'B', 'C'))
    await hints().take(skus('A', 'B', 'C'), 'run')
    await Promise.all([
      ...['A', 'D', 'E', 'F'].map((id) => hints().add(skus(id))),
      hints().settle(skus('A', 'B', 'C'), 'run'),
    ])
    // A came again: before it was settled it stays, after it was settled it is new.
    expect(await waiting()).toEqual(['A', 'D', 'E', 'F'])
  })

  it('are followed up by one of ten runs, which hears of the others', async () => {
    const begun = await Promise.all(Array.from({ length: 10 }, (_, run) => hints().begin(`run-${run}`)))
    expect(begun.filter(Boolean)).toHaveLength(1)
    expect(await hints().end(`run-${begun.indexOf(true)}`)).toBe(true)
    expect(await hints().begin('next')).toBe(true)
    expect(await hints().end('next')).toBe(false)
  })

  it('of a seller that was never registered are an outage, not an empty list', async () => {
    vbase.files.clear()
    await expect(hints().add(skus('A'))).rejects.toThrow('must exist')
  })
})

describe('ten pods that get the same webhook at once', () => {
  it('have one that is first', async () => {
    const firsts = await Promise.all(Array.from({ length: 10 }, () => ids().remember('msg_1')))
    expect(firsts.filter(Boolean)).toHaveLength(1)
    expect(await ids().isKnown('msg_1')).toBe(true)
    expect(await ids().isKnown('msg_2')).toBe(false)
  })

  it('keep no text of the partner as a path or name', async () => {
    await ids().remember('../../other seller')
    expect([...vbase.files].map(([path, { text }]) => path + text).join()).not.toContain('other seller')
    clock.advance(12 * MINUTE)
    expect(await ids().isKnown('../../other seller')).toBe(false)
  })
})
