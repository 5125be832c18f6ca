import { hashOfKey } from '../../../node/clients/accessCheck'
import { countLateUse } from '../../../node/clients/lateKeyUses'
import { AccessStore } from '../../../node/clients/storage/accessStore'
import { withNewKey, type SellerAccess } from '../../../node/domain/access/sellerAccess'
import { sellerId } from '../../../node/domain/ids'
import { failedCall } from '../fixtures/failedCall'
import { MemoryVBase } from '../fixtures/memoryVBase'
import { movableClock, NOON, SECOND } from '../fixtures/movableClock'

const ACME = sellerId('acme')
const first: SellerAccess = {
  schemaVersion: 1,
  sellerId: ACME,
  keys: [{ hash: hashOfKey('old'), createdAt: new Date(NOON).toISOString() }],
}

let tenants = 0
async function rotated() {
  const vbase = new MemoryVBase()
  const clock = movableClock()
  const store = new AccessStore(vbase.records)
  const access = withNewKey(first, hashOfKey('new'), clock.now())
  await store.create(access)
  vbase.writes.length = 0
  const tenant = { account: `account-${tenants++}`, workspace: 'master' }
  const use = (key: string) => countLateUse(tenant, () => store, access, key, clock)
  const counted = async () => (await store.read(ACME))?.keys.map(({ lateUses }) => lateUses)
  return { clock, counted, use, vbase }
}

describe('calls with a retired key', () => {
  it('are counted, with one write a minute at most', async () => {
    const { clock, counted, use, vbase } = await rotated()
    await use('old')
    expect(await counted()).toEqual([undefined, 1])
    for (let call = 0; call < 50; call++) await use('old')
    expect(vbase.writes).toHaveLength(1)
    clock.advance(60 * SECOND)
    await use('old')
    expect(await counted()).toEqual([undefined, 52])
  })

  it('are told from calls with the current one, which nobody counts', async () => {
    const { use, vbase } = await rotated()
    for (let call = 0; call < 5; call++) expect(use('new')).toBeUndefined()
    expect(vbase.writes).toEqual([])
  })

  it('do not suffer when they cannot be counted', async () => {
    const { use, vbase } = await rotated()
    vbase.disturbance = () => {
      throw failedCall(503)
    }
    await expect(use('old')).resolves.toBeUndefined()
  })
})
