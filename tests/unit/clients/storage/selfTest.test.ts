import { storageSelfTest } from '../../../../node/clients/storage/selfTest'
import { failedCall } from '../../fixtures/failedCall'
import { MemoryVBase } from '../../fixtures/memoryVBase'

let vbase: MemoryVBase
beforeEach(() => {
  vbase = new MemoryVBase()
})

describe('the storage self-test', () => {
  it('passes on a store that keeps its promises, and leaves nothing behind', async () => {
    expect(await storageSelfTest(vbase.records, 'probe')).toBeUndefined()
    expect(await vbase.records.list('selftest')).toEqual([])
  })

  it('fails on a store that accepts a stale version', async () => {
    const { records } = vbase
    records.replace = (bucket, path, value) => records.put(bucket, path, value)
    expect(await storageSelfTest(records, 'probe')).toMatch(/stale version/)
  })

  it('fails on a store that does not list what was written', async () => {
    const { records } = vbase
    records.list = async () => []
    expect(await storageSelfTest(records, 'probe')).toMatch(/not listed/)
  })

  it('fails on a store that forgets what was written', async () => {
    vbase.disturbance = (verb) => {
      if (verb === 'read') throw failedCall(404)
    }
    expect(await storageSelfTest(vbase.records, 'probe')).toMatch(/cannot be read/)
  })
})
