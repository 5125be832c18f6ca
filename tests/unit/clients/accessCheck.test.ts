import { hashOfKey, newAccessKey, openedBy, rememberAccess } from '../../../node/clients/accessCheck'
import { AccessStore } from '../../../node/clients/storage/accessStore'
import { withNewKey, withRevokedKeys, type SellerAccess } from '../../../node/domain/access/sellerAccess'
import { sellerId } from '../../../node/domain/ids'
import { failedCall } from '../fixtures/failedCall'
import { MemoryVBase } from '../fixtures/memoryVBase'
import { DAY, movableClock, NOON, SECOND, type MovableClock } from '../fixtures/movableClock'

const ACME = sellerId('acme')
const [first, second] = [newAccessKey(), newAccessKey()]
const accessOf = (key: string): SellerAccess => ({
  schemaVersion: 1,
  sellerId: ACME,
  keys: [{ hash: hashOfKey(key), createdAt: new Date(NOON).toISOString() }],
})

let tenants = 0
let tenant: { account: string; workspace: string }
let vbase: MemoryVBase
let clock: MovableClock
let reads = 0
const opens = async (key: string, seller = ACME, who = tenant) =>
  (await openedBy(who, () => new AccessStore(vbase.records), seller, key, clock)) !== undefined

beforeEach(async () => {
  tenant = { account: `account-${tenants++}`, workspace: 'master' }
  vbase = new MemoryVBase()
  clock = movableClock()
  await new AccessStore(vbase.records).create(accessOf(first))
  reads = 0
  vbase.disturbance = (verb) => void (verb === 'read' && reads++)
})

describe('the endpoint of a seller', () => {
  it('opens for its key and for nothing else', async () => {
    expect(await opens(first)).toBe(true)
    for (const key of ['', second, `${first} `, first.slice(0, -1)]) expect(await opens(key)).toBe(false)
  })

  it('does not exist for a seller nobody registered', async () => {
    expect(await opens(first, sellerId('nobody'))).toBe(false)
    expect(await opens('', sellerId('nobody'))).toBe(false)
  })

  it('has a key of 256 random bits, of which only the hash is stored', () => {
    expect(Buffer.from(first, 'base64url')).toHaveLength(32)
    expect(first).not.toBe(second)
    expect([...vbase.files.values()].map(({ text }) => text).join()).not.toContain(first)
  })

  it('is believed for 30 seconds without asking the store again', async () => {
    for (let second = 0; second < 30; second++) {
      expect(await opens(first)).toBe(true)
      clock.advance(SECOND)
    }
    expect(reads).toBe(1)
    await opens(first)
    expect(reads).toBe(2)
  })

  it('does not turn a stranger’s guesses into more than one read in two seconds', async () => {
    for (let guess = 0; guess < 50; guess++) await opens(`guess-${guess}`)
    expect(reads).toBe(1)
    clock.advance(2 * SECOND)
    await opens('guess')
    expect(reads).toBe(2)
  })

  it('opens at once for a key made on another pod, and for the old one 30 days more (AC-93)', async () => {
    await opens(first)
    await new AccessStore(vbase.records).update(ACME, (access) => withNewKey(access, hashOfKey(second), clock.now()))
    clock.advance(2 * SECOND)
    expect(await opens(second)).toBe(true)
    expect(await opens(first)).toBe(true)
    clock.advance(30 * DAY)
    expect(await opens(first)).toBe(false)
    expect(await opens(second)).toBe(true)
  })

  it('opens at once for a key made on this pod', async () => {
    rememberAccess(tenant, accessOf(second), clock)
    expect(await opens(second)).toBe(true)
  })

  it('is closed to a revoked key within 30 seconds on every pod', async () => {
    await opens(first)
    const store = new AccessStore(vbase.records)
    await store.update(ACME, (access) => withNewKey(access, hashOfKey(second), clock.now()))
    await store.update(ACME, (access) => withRevokedKeys(access, 'retired'))
    clock.advance(30 * SECOND)
    expect([await opens(first), await opens(second)]).toEqual([false, true])
  })

  it('does not open for ever for what was known before VBase began to deny its record', async () => {
    await opens(first)
    vbase.disturbance = (verb) => {
      if (verb === 'read') throw failedCall(404)
    }
    for (let minute = 0; minute < 10; minute++) {
      await opens(first)
      clock.advance(30 * SECOND)
    }
    expect(await opens(first)).toBe(false)
  })

  it('stays open while VBase denies its record for a moment', async () => {
    await opens(first)
    clock.advance(31 * SECOND)
    vbase.disturbance = (verb) => {
      if (verb === 'read') throw failedCall(404)
    }
    expect(await opens(first)).toBe(true)
  })

  it('of one account opens for no key of another', async () => {
    rememberAccess({ account: 'elsewhere', workspace: 'master' }, accessOf(second), clock)
    expect(await opens(second)).toBe(false)
  })
})
