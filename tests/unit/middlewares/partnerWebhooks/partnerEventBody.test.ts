import { partnerEventOf } from '../../../../node/middlewares/partnerWebhooks/partnerEventBody'

const timestamp = '2026-09-01T10:00:00Z'
const read = (body: unknown) => partnerEventOf(JSON.stringify(body))

describe('the body of a webhook', () => {
  it('is read as the document describes it; unknown fields pass', () => {
    const body = { type: 'catalog.changed', timestamp, data: { skus: ['DRL-18V-BK'], cause: 'sale' }, shop: 7 }
    expect(read(body)).toEqual(body)
    expect(read({ type: 'orders.changed', timestamp, data: { references: ['1400000000007-01'] } })).toBeDefined()
  })

  it('of a type we do not know is none of our business, whatever its shape', () => {
    expect(read({ type: 'customer.changed', data: 7 })).toBeUndefined()
    expect(read({ type: 'toString' })).toBeUndefined()
  })

  it.each<[string, unknown]>([
    ['/type', { timestamp }],
    ['/type', { type: 5 }],
    ['/', 'text'],
    ['/', []],
    ['/timestamp', { type: 'catalog.changed', data: { skus: ['A'] } }],
    ['/timestamp', { type: 'catalog.changed', timestamp: 'yesterday', data: { skus: ['A'] } }],
    ['/data', { type: 'catalog.changed', timestamp }],
    ['/data/skus', { type: 'catalog.changed', timestamp, data: { references: ['A'] } }],
    ['/data/skus', { type: 'catalog.changed', timestamp, data: { skus: [] } }],
    ['/data/skus', { type: 'catalog.changed', timestamp, data: { skus: Array(501).fill('A') } }],
    ['/data/skus/1', { type: 'catalog.changed', timestamp, data: { skus: ['A', 7] } }],
    ['/data/references/0', { type: 'orders.changed', timestamp, data: { references: ['../secret'] } }],
  ])('is refused with the path %s', (path, body) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ path }))
  })

  it('that is not JSON is refused and not quoted', () => {
    expect(() => partnerEventOf('{"secret')).toThrow('The body is not valid JSON')
  })
})
