import * as errors from '../../../../node/domain/errors'
import { errorBoundary, refusalOf } from '../../../../node/middlewares/guards/errorBoundary'
import { method } from '../../../../node/middlewares/guards/method'
import type { ConnectorContext } from '../../../../node/typings/context'

function request(verb = 'POST') {
  const headers: Record<string, string> = {}
  const logged: unknown[] = []
  const ctx = {
    method: verb,
    status: 404,
    body: undefined as unknown,
    state: {},
    set: (name: string, value: string) => void (headers[name] = value),
    vtex: { route: { id: 'orderPlacement' }, logger: { error: (entry: unknown) => void logged.push(entry) } },
  }
  return { ctx: ctx as unknown as ConnectorContext & { body: unknown }, headers, logged }
}

describe('an error', () => {
  it.each<[number, string, Error]>([
    [400, 'badRequest', new errors.BadRequest('/items is required', '/items')],
    [401, 'unauthorized', new errors.Unauthorized('no token')],
    [403, 'forbidden', new errors.Forbidden('not yours')],
    [404, 'notFound', new errors.NotFound()],
    [405, 'methodNotAllowed', new errors.MethodNotAllowed(['POST'])],
    [409, 'FMT0071', new errors.StepRefused('FMT0071', 'other content')],
    [413, 'bodyTooLarge', new errors.BodyTooLarge('too large')],
    [422, 'settings', new errors.SettingsError('currency', 'is required')],
    [501, 'notImplemented', new errors.NotImplemented('payments')],
    [502, 'marketplaceRejected', new errors.MarketplaceRejected('readOrder', 403, 'forbidden')],
    [503, 'tryAgainLater', new errors.TryAgainLater('busy')],
    [503, 'partnerUnavailable', new errors.PartnerUnavailable('down')],
    [503, 'outcomeUnknown', new errors.PartnerInDoubt('timeout')],
    [503, 'marketplaceUnavailable', new errors.MarketplaceUnavailable('readOrder', 'down')],
    [503, 'storageUnavailable', new errors.StorageUnavailable('down')],
    [503, 'unavailable', new errors.OutboundDenied('manifest')],
    [500, 'ORD008', new Error('anything')],
  ])('becomes %d %s', (status, code, error) => {
    expect(refusalOf(error)).toMatchObject({ status, code })
  })

  it('that may pass says when to come back, in whole seconds', () => {
    expect(refusalOf(new errors.TryAgainLater('busy', 2)).headers).toEqual({ 'Retry-After': '2' })
    expect(refusalOf(new errors.PartnerUnavailable('down', 6.2)).headers).toEqual({ 'Retry-After': '7' })
    expect(refusalOf(new errors.StorageUnavailable('down')).headers).toEqual({ 'Retry-After': '5' })
  })

  it('of the protocol carries VTEX’s code in the header too', () => {
    expect(refusalOf(new errors.StepRefused('FMT002', 'x')).headers).toEqual({ 'x-vtex-error-code': 'FMT002' })
  })
})

describe('every answer', () => {
  it('is kept out of every cache, a refusal included', async () => {
    const good = request()
    await errorBoundary(good.ctx, async () => undefined)
    const bad = request('DELETE')
    await errorBoundary(bad.ctx, () => method('POST', 'GET')(bad.ctx, async () => undefined))
    expect([good.headers, bad.headers]).toEqual([
      { 'Cache-Control': 'no-store' },
      { 'Cache-Control': 'no-store', Allow: 'POST, GET' },
    ])
    expect([bad.ctx.status, bad.ctx.body]).toEqual([
      405,
      { error: { code: 'methodNotAllowed', message: 'Use POST or GET', exception: null } },
    ])
  })

  it('to a failure nobody foresaw says nothing of it, and the log names its place only', async () => {
    const { ctx, logged } = request()
    const raw = Object.assign(new Error('token=secret'), { config: { headers: { Authorization: 'Bearer secret' } } })
    await errorBoundary(ctx, async () => Promise.reject(raw))
    expect(ctx.status).toBe(500)
    expect(JSON.stringify([ctx.body, logged])).not.toContain('secret')
    expect(logged).toMatchObject([{ event: 'unexpectedError', route: 'orderPlacement', name: 'Error' }])
  })
})
