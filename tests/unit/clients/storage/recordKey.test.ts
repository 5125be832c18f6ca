import { recordKey, shardNames, shardOf } from '../../../../node/clients/storage/recordKey'
import { fc } from '../../fixtures/seeded'

describe('the name of a record', () => {
  it.each(['1400000000007-01', 'acme', 'acme_tools'])('is the id itself when VBase can take it: %s', (id) => {
    expect(recordKey(id)).toBe(id)
  })

  it('is one path segment VBase can take, whatever the id holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => expect(recordKey(id)).toMatch(/^[a-z0-9][a-z0-9_-]{0,99}$/)),
    )
  })

  it('is another one for another id, even one that looks like a hash or differs in case', () => {
    const ids = ['Acme', 'acme', 'ACME', recordKey('Acme'), '../acme', 'acme/1', '']
    expect(new Set(ids.map(recordKey)).size).toBe(ids.length)
  })
})

describe('the shard of an id', () => {
  it('is one of those that were created, and always the same', () => {
    const names = new Set(shardNames(64))
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(names).toContain(shardOf(id, 64))
        expect(shardOf(id, 64)).toBe(shardOf(id, 64))
      }),
    )
  })

  it('is not the same for everybody', () => {
    const used = new Set(Array.from({ length: 1_000 }, (_, index) => shardOf(`14000000000${index}-01`, 16)))
    expect(used.size).toBe(16)
  })
})
