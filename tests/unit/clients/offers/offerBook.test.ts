import { snapshotWriter } from '../../../../node/clients/offers/snapshotWriter'
import type { Partner, QuoteRequest } from '../../../../node/clients/partners/partner'
import { SnapshotStore } from '../../../../node/clients/storage/snapshotStore'
import { PartnerAnswerInvalid, PartnerUnavailable } from '../../../../node/domain/errors'
import { DEFAULT_FRESHNESS } from '../../../../node/domain/offers/freshness'
import type { Quote } from '../../../../node/domain/offers/quote'
import { HOUR, MINUTE, SECOND } from '../../fixtures/movableClock'
import { failedCall } from '../../fixtures/failedCall'
import { COURIER, offer, quoteOf, sku } from '../../fixtures/offers'
import { sellerWork } from '../../fixtures/sellerWork'

/** Another one's memory: as a replica that never saw the group. */
const TENANT = { account: 'another-replica', workspace: 'master' }
const HERE = { country: 'ROU', postalCode: '010011' }
const shelf = (...ids: string[]): QuoteRequest => ({ lines: ids.map((id) => ({ sku: sku(id), quantity: 1 })) })
const cart = (...ids: string[]): QuoteRequest => ({ ...shelf(...ids), destination: HERE })

/** Two SKUs whose snapshots lie in one document. */
function neighbours(): readonly [string, string] {
  const seen = new Map<string, string>()
  for (let n = 0; ; n++) {
    const group = SnapshotStore.groupOf(`SKU-${n}`)
    const known = seen.get(group)
    if (known) return [known, `SKU-${n}`]
    seen.set(group, `SKU-${n}`)
  }
}

/** A partner that can be told what to say, and a seller's book about it. */
async function world() {
  const partner = { price: 100, down: false, hangs: false, asked: [] as QuoteRequest[] }
  const quote: Partner['quote'] = async (request): Promise<Quote> => {
    partner.asked.push(request)
    if (partner.down) throw new PartnerUnavailable('down')
    if (partner.hangs) return new Promise<never>(() => undefined)
    const poisoned = request.lines.some(({ sku: id }) => id === 'POISON')
    if (poisoned) throw new PartnerAnswerInvalid('nonsense')
    const offers = request.lines.map(({ sku: id }) => offer(id, 5, partner.price))
    return quoteOf(offers, request.destination ? [COURIER] : [])
  }
  const made = await sellerWork({ partner: { quote } })
  const { clock, work } = made
  const find = (request: QuoteRequest) => work.offers.find(request, clock.now() + SECOND)
  const seen = async (request: QuoteRequest) => {
    const { quote: found, source } = await find(request)
    const [first] = found.offers
    return [source, first.sold ? first.price : undefined]
  }
  return { ...made, partner, find, seen }
}

describe('a shelf', () => {
  it('is answered from what the partner said in the last half minute, then from the partner again', async () => {
    const { clock, partner, seen } = await world()
    expect(await seen(shelf('DRILL'))).toEqual(['live', 100])
    partner.price = 200
    clock.advance(20 * SECOND)
    expect(await seen(shelf('DRILL'))).toEqual(['snapshot', 100])
    expect(partner.asked).toHaveLength(1)
    clock.advance(11 * SECOND)
    expect(await seen(shelf('DRILL'))).toEqual(['live', 200])
  })

  it('is at hand from then on, the same quote each time, until the partner says something else', async () => {
    const { clock, find, partner, work } = await world()
    const atHand = (...ids: string[]) => work.offers.atHand(shelf(...ids))
    expect(atHand('DRILL')).toBeUndefined()
    await find(shelf('DRILL'))
    await snapshotWriter.flush()
    const first = atHand('DRILL')
    expect(first).toMatchObject({ source: 'snapshot', quote: { offers: [{ sku: 'DRILL', price: 100 }] } })
    // By another name of the price list, with another SKU, or with an address it is another question.
    expect(work.offers.atHand({ ...shelf('DRILL'), salesChannel: '2' })).toBeUndefined()
    expect(atHand('DRILL', 'UNSEEN')).toBeUndefined()
    expect(work.offers.atHand(cart('DRILL'))).toBeUndefined()
    clock.advance(2 * SECOND)
    expect(atHand('DRILL')).toBe(first)

    partner.price = 200
    clock.advance(40 * SECOND)
    expect(atHand('DRILL')).toBeUndefined()
    await find(shelf('DRILL'))
    await snapshotWriter.flush()
    expect(atHand('DRILL')).toMatchObject({ quote: { offers: [{ price: 200 }] } })
  })

  it('of many shoppers at the same time is one question', async () => {
    const { find, partner } = await world()
    const found = await Promise.all(['A', 'B', 'C', 'A'].map((id) => find(shelf(id))))
    expect(partner.asked.map(({ lines }) => lines.map(({ sku: id }) => id))).toEqual([['A', 'B', 'C']])
    expect(found.map(({ quote }) => quote.offers.map(({ sku: id }) => id))).toEqual([['A'], ['B'], ['C'], ['A']])
    expect(found.map(({ source }) => source).sort()).toEqual(['coalesced', 'coalesced', 'coalesced', 'live'])
  })

  it('of price lists and sellers of their own are questions of their own', async () => {
    const { find, partner } = await world()
    await Promise.all([find(shelf('A')), find({ ...shelf('A'), salesChannel: '2' })])
    expect(partner.asked.map(({ salesChannel }) => salesChannel)).toEqual([undefined, '2'])
  })

  it('is not spoiled by another one the partner chokes on', async () => {
    const { find } = await world()
    const [good, bad] = await Promise.allSettled([find(shelf('A')), find(shelf('POISON'))])
    expect([good.status, bad.status]).toEqual(['fulfilled', 'rejected'])
  })

  it('is renewed before it is too old, behind an answer; who waits for another one takes all renewals along', async () => {
    const { clock, find, partner, seen } = await world()
    await Promise.all([find(shelf('A')), find(shelf('B'))])
    clock.advance(25 * SECOND)
    expect([await seen(shelf('A')), await seen(shelf('B'))]).toEqual([
      ['snapshot', 100],
      ['snapshot', 100],
    ])
    expect(partner.asked).toHaveLength(1)
    await find(shelf('C'))
    expect(partner.asked.map(({ lines }) => lines.map(({ sku: id }) => id))).toEqual([
      ['A', 'B'],
      ['A', 'B', 'C'],
    ])
  })

  it('waits no longer than it may for a look that somebody else began', async () => {
    const { clock, partner, seen, work } = await world()
    await seen(shelf('DRILL'))
    partner.hangs = true
    clock.advance(25 * SECOND)
    // Answered at once, and renewed behind it by a look that never ends.
    expect(await seen(shelf('DRILL'))).toEqual(['snapshot', 100])
    clock.advance(6 * SECOND)
    const { quote, source } = await work.offers.find(shelf('DRILL'), clock.now() + 20)
    expect([source, quote.offers.length, partner.asked.length]).toEqual(['stale', 1, 2])
  })

  it('is answered with what was last good for half a day while the partner is down, and then not at all (AC-30)', async () => {
    const { clock, find, partner, seen } = await world()
    await find(shelf('DRILL'))
    partner.down = true
    clock.advance(11 * HOUR)
    expect(await seen(shelf('DRILL'))).toEqual(['stale', 100])
    await expect(find(shelf('DRILL', 'UNSEEN'))).rejects.toBeInstanceOf(PartnerUnavailable)
    clock.advance(2 * HOUR)
    await expect(find(shelf('DRILL'))).rejects.toBeInstanceOf(PartnerUnavailable)
  })
})

describe('a cart with an address', () => {
  it('is quoted live, and the same cart not again for a quarter of a minute', async () => {
    const { clock, partner, seen } = await world()
    expect(await seen(cart('DRILL'))).toEqual(['live', 100])
    partner.price = 200
    clock.advance(14 * SECOND)
    expect(await seen(cart('DRILL'))).toEqual(['quote', 100])
    clock.advance(SECOND)
    expect(await seen(cart('DRILL'))).toEqual(['live', 200])
  })

  it('is quoted again at once when the partner is known to have changed a price meanwhile', async () => {
    const { clock, partner, seen, work } = await world()
    await seen(cart('DRILL'))
    partner.price = 200
    clock.advance(SECOND)
    await work.refresh.refresh([sku('DRILL')], { deadlineAt: clock.now() + SECOND })
    expect(await seen(cart('DRILL'))).toEqual(['live', 200])
  })

  it('shares its question with the same cart of somebody else', async () => {
    const { find, partner } = await world()
    const found = await Promise.all([find(cart('A', 'B')), find(cart('B', 'A')), find(cart('A'))])
    expect(partner.asked).toHaveLength(2)
    expect(found.map(({ quote }) => quote.offers.length)).toEqual([2, 2, 1])
  })

  it('keeps its last shipping options for a while when the partner is down, those of the place for another cart', async () => {
    const { clock, find, partner } = await world()
    await find(cart('DRILL'))
    await find(shelf('SAW'))
    partner.down = true
    clock.advance(10 * MINUTE)
    const same = await find(cart('DRILL'))
    expect([same.source, same.quote.shippingOptions]).toEqual(['stale', [COURIER]])
    const other = await find(cart('SAW', 'UNSEEN'))
    expect([other.quote.shippingOptions, other.unknown]).toEqual([[COURIER], 1])
    const elsewhere = await find({ ...cart('SAW'), destination: { country: 'ROU', postalCode: '999' } })
    expect(elsewhere.quote.shippingOptions).toEqual([])
    clock.advance(6 * MINUTE)
    await expect(find(cart('DRILL'))).rejects.toBeInstanceOf(PartnerUnavailable)
  })
})

describe('an answer', () => {
  it('waits for no write, and its price is honoured after the partner changed it', async () => {
    const { clock, find, partner, vbase, work } = await world()
    await find(shelf('DRILL'))
    expect(vbase.writes).toEqual([])
    await snapshotWriter.flush()
    expect(vbase.writes).toHaveLength(1)
    partner.price = 200
    clock.advance(MINUTE)
    await work.refresh.refresh([sku('DRILL')], { deadlineAt: clock.now() + SECOND })
    expect((await work.offers.honouredPrices([sku('DRILL')], undefined)).get('DRILL')).toEqual([200, 100])
  })

  it('that says what storage is known to hold costs no look at storage', async () => {
    const { clock, find, partner, vbase } = await world()
    const calls: string[] = []
    vbase.disturbance = (verb, path) => void calls.push(`${verb} ${path.split('/')[0]}`)
    await find(cart('DRILL'))
    await snapshotWriter.flush()
    expect(calls).toContain('write snapshots')
    calls.length = 0
    clock.advance(2 * SECOND)
    await find(cart('DRILL', 'DRILL'))
    await snapshotWriter.flush()
    expect([partner.asked.length, calls]).toEqual([2, []])
    partner.price = 200
    await find({ ...cart('DRILL'), destination: { country: 'ROU', postalCode: '999' } })
    await snapshotWriter.flush()
    expect(calls).toEqual(['read snapshots', 'write snapshots'])
  })

  it('from memory looks at storage again in time, not for all groups at the same moment', async () => {
    const { clock, find, vbase } = await world()
    const skus = Array.from({ length: 40 }, (_, index) => `SKU-${index}`)
    const ask = () => Promise.all(skus.map((id) => find(shelf(id))))
    await ask()
    await snapshotWriter.flush()
    const looks: number[] = []
    let count = 0
    vbase.disturbance = (verb) => void (verb === 'read' && count++)
    for (let tenth = 0; tenth < 30; tenth++) {
      count = 0
      await ask()
      await new Promise((resolve) => setImmediate(resolve))
      looks.push(count)
      clock.advance(SECOND / 10)
    }
    expect(Math.max(...looks)).toBeLessThan(skus.length / 2)
    expect(looks.filter((look) => look > 0).length).toBeGreaterThan(5)
  })

  it('of another replica is honoured here at once, whatever this one read a moment ago', async () => {
    const { find, partner, vbase, work } = await world()
    await find(shelf('DRILL'))
    await snapshotWriter.flush()
    const [path, file] = [...vbase.files].find(([name]) => name.startsWith('snapshots/')) ?? []
    if (!path || !file) throw new Error('nothing was stored')
    const { rows } = JSON.parse(file.text) as { rows: Record<string, object> }
    const shown = { ' DRILL': { ...rows[' DRILL'], honoured: [{ price: 777, until: Number.MAX_SAFE_INTEGER }] } }
    vbase.files.set(path, { text: JSON.stringify({ schemaVersion: 1, rows: shown }), etag: '"of another replica"' })
    expect((await work.offers.honouredPrices([sku('DRILL')], undefined)).get('DRILL')).toEqual([100, 777])
    expect(partner.asked).toHaveLength(1)
  })

  it.each<[string, (verb: string) => void]>([
    [
      'cannot be read',
      () => {
        throw failedCall(503)
      },
    ],
    [
      'says that what was there is not',
      (verb) => {
        if (verb === 'read') throw failedCall(404)
      },
    ],
  ])('is not what was read before while storage %s: the price may have been announced since', async (_how, disturb) => {
    const { clock, partner, seen, vbase } = await world()
    await seen(shelf('DRILL'))
    await snapshotWriter.flush()
    partner.price = 200
    vbase.disturbance = disturb
    clock.advance(2 * SECOND)
    expect(await seen(shelf('DRILL'))).toEqual(['snapshot', 100])
    clock.advance(2 * SECOND)
    expect(await seen(shelf('DRILL'))).toEqual(['live', 200])
    clock.advance(2 * SECOND)
    expect(await seen(shelf('DRILL'))).toEqual(['snapshot', 200])
    clock.advance(2 * SECOND)
    partner.down = true
    expect(await seen(shelf('DRILL'))).toEqual(['stale', 200])
    await snapshotWriter.flush()
  })

  it('learned while others of its group are being stored is not forgotten before it is stored itself', async () => {
    const { clock, find, partner, vbase } = await world()
    const [one, other] = neighbours()
    await find(shelf(one))
    vbase.disturbance = async (verb, path) => {
      if (verb !== 'write' || !path.startsWith('snapshots/')) return
      vbase.disturbance = () => undefined
      await find(shelf(other))
    }
    await snapshotWriter.flush()
    partner.down = true
    clock.advance(MINUTE)
    expect((await find(shelf(other))).source).toBe('stale')
  })

  it('that comes while storage is slow waits with all the others for one write', async () => {
    const { find, vbase } = await world()
    const held: (() => void)[] = []
    vbase.disturbance = (verb) => (verb === 'write' ? new Promise<void>((go) => held.push(go)) : undefined)
    await find(shelf('FIRST'))
    const first = snapshotWriter.flush()
    await find(shelf('SECOND'))
    const later = [snapshotWriter.flush()]
    await find(shelf('THIRD'))
    later.push(snapshotWriter.flush())
    vbase.disturbance = () => undefined
    while (held.length === 0) await new Promise(setImmediate)
    for (const go of held) go()
    await first
    const written = vbase.writes.length
    await later[0]
    expect(vbase.writes.length - written).toBe(2)
    await later[1]
    expect(vbase.writes.length - written).toBe(2)
  })

  it('that was stored is found by whoever must know, although VBase denies it twice', async () => {
    const { find, vbase, work } = await world()
    await find(shelf('DRILL'))
    await snapshotWriter.flush()
    const elsewhere = new SnapshotStore(
      () => vbase.records,
      TENANT,
      work.seller.sellerId,
      work.clock,
      DEFAULT_FRESHNESS,
    )
    let denials = 2
    vbase.disturbance = (verb) => {
      if (verb === 'read' && denials-- > 0) throw failedCall(404)
    }
    expect((await elsewhere.ofSkus([sku('DRILL')])).get('DRILL')).toMatchObject([{ snapshot: { price: 100 } }])
  })

  it('is given while storage fails', async () => {
    const { find, partner, vbase } = await world()
    vbase.disturbance = () => {
      throw Object.assign(new Error('503'), { response: { status: 503 } })
    }
    expect((await find(shelf('DRILL'))).source).toBe('live')
    partner.down = true
    expect((await find(shelf('DRILL'))).source).toBe('snapshot')
    await snapshotWriter.flush()
  })
})
