import { redactAccessKey, routeParam } from '../../../../node/middlewares/guards/sellerAccess'
import type { ConnectorContext } from '../../../../node/typings/context'

describe('the access key of a request', () => {
  it('is gone from everything that may be printed before anything can print it (D4)', async () => {
    const key = 'k3y-with_everything'
    const url = `/_v/external-seller/v1/acme/${key}/api/pvt/orders?from=${key}`
    const ctx = {
      originalUrl: url,
      state: {},
      req: {
        url,
        headers: { 'x-colossus-params': `sellerId=acme&accessKey=${key}`, 'x-forwarded-path': url, host: 'h' },
      },
      vtex: { route: { id: 'orderPlacement', params: { sellerId: 'acme', accessKey: key } } },
    }
    let seen = ''
    await redactAccessKey(ctx as unknown as ConnectorContext, async () => void (seen = JSON.stringify(ctx)))
    expect(seen).toContain('acme')
    expect(seen).not.toContain(key)
    expect(ctx.req.url).toBe('/_v/external-seller/v1/acme/***/api/pvt/orders?from=***')
  })

  it('may be missing', async () => {
    const ctx = { state: {}, originalUrl: '/x', req: { url: '/x', headers: {} }, vtex: { route: { params: {} } } }
    await expect(redactAccessKey(ctx as unknown as ConnectorContext, async () => undefined)).resolves.toBeUndefined()
  })
})

describe('a parameter of a path', () => {
  it('is its first value, or nothing', () => {
    const of = (params: object) => routeParam({ vtex: { route: { params } } } as never, 'orderId')
    expect([of({ orderId: 'a' }), of({ orderId: ['a', 'b'] }), of({})]).toEqual(['a', 'a', ''])
  })
})
