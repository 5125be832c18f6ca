import type { Platform } from '../../sandbox/platform/platform'
import { newDataDir, removeDataDir, startFixture } from './fixtureWorld'
import { send } from './send'

interface Result {
  status: number
  headers: { etag: string; 'content-type': string }
  data: unknown
}

const BUCKET = '/buckets/openseller.external-seller/orders'

describe('VBase', () => {
  const dataDir = newDataDir()
  let platform: Platform

  const start = () => startFixture({ dataDir, workers: 2 })
  beforeAll(async () => {
    platform = await start()
  })
  afterAll(async () => {
    await platform.stop()
    removeDataDir(dataDir)
  })

  const vbase = async (config: object, tenant = 0) =>
    (await send(`${platform.tenants[tenant]!.edge}/_v/fixture/infra`, { body: config })).json<Result>()
  const read = (path: string, tenant = 0) => vbase({ method: 'get', url: `${BUCKET}/files/${path}` }, tenant)
  const write = (path: string, data: unknown, ifMatch?: string) =>
    vbase({
      method: 'put',
      url: `${BUCKET}/files/${path}`,
      data,
      headers: { 'content-type': 'application/json', ...(ifMatch ? { 'if-match': ifMatch } : {}) },
    })

  it('stores documents per account and workspace, under paths with folders', async () => {
    expect((await read('a/1')).status).toBe(404)
    const written = await write('a/1', { n: 1 })
    expect(written).toMatchObject({ status: 200, data: [{ path: 'a/1', hash: expect.any(String) }] })
    expect(await read('a/1')).toMatchObject({ status: 200, data: { n: 1 } })
    expect((await read('a/1', 1)).status).toBe(404)
    await write('a', { isFolderToo: true })
    expect((await read('a')).data).toEqual({ isFolderToo: true })
    expect((await read('a/1')).data).toEqual({ n: 1 })
  })

  it('gives the same content written again another etag, and refuses a stale one with 412', async () => {
    await write('tag', { n: 1 })
    const first = (await read('tag')).headers.etag
    await write('tag', { n: 1 })
    const second = (await read('tag')).headers.etag
    expect(second).not.toBe(first)
    expect((await write('tag', { n: 2 }, first)).status).toBe(412)
    expect((await write('tag', { n: 2 }, second)).status).toBe(200)
    expect((await write('missing', {}, second)).status).toBe(412)
    expect(
      (await vbase({ method: 'delete', url: `${BUCKET}/files/tag`, headers: { 'if-match': second } })).status,
    ).toBe(412)
    expect((await vbase({ method: 'delete', url: `${BUCKET}/files/tag` })).status).toBe(204)
    expect((await vbase({ method: 'delete', url: `${BUCKET}/files/tag` })).status).toBe(404)
    expect((await vbase({ method: 'head', url: `${BUCKET}/files/a` })).headers.etag).toEqual(expect.any(String))
  })

  it('has no create-if-absent: If-None-Match on a write changes nothing', async () => {
    const create = { method: 'put', url: `${BUCKET}/files/once`, headers: { 'if-none-match': '*' } }
    expect((await vbase({ ...create, data: { by: 1 } })).status).toBe(200)
    expect((await vbase({ ...create, data: { by: 2 } })).status).toBe(200)
  })

  it('loses no update when two workers race', async () => {
    await write('counter', { n: 0 })
    const increment = async (): Promise<void> => {
      for (;;) {
        const { data, headers } = await read('counter')
        const next = { n: (data as { n: number }).n + 1 }
        if ((await write('counter', next, headers.etag)).status === 200) return
      }
    }
    await Promise.all(Array.from({ length: 20 }, increment))
    expect((await read('counter')).data).toEqual({ n: 20 })
  })

  it('lists by prefix, page by page', async () => {
    for (const id of ['1', '2', '3', '4', '5']) await write(`due/${id}`, {})
    const page = (next: string | null) =>
      vbase({ method: 'get', url: `${BUCKET}/files`, params: { prefix: 'due/', limit: 2, ...(next ? { next } : {}) } })
    const paths: string[] = []
    let next: string | null = null
    do {
      const { data, next: more } = (await page(next)).data as { data: { path: string }[]; next: string | null }
      paths.push(...data.map((file) => file.path))
      next = more
    } while (next)
    expect(paths).toEqual(['due/1', 'due/2', 'due/3', 'due/4', 'due/5'])
    const other = await vbase({ method: 'get', url: '/buckets/openseller.external-seller/empty/files' })
    expect(other.data).toEqual({ data: [], next: null })
  })

  it('takes strange names for what they are, and refuses empty and endless ones', async () => {
    const strange = encodeURIComponent('../ä b.doc:?*')
    expect((await write(strange, { odd: true })).status).toBe(200)
    expect((await read(strange)).data).toEqual({ odd: true })
    expect((await write('a//b', {})).status).toBe(400)
    expect((await write('x'.repeat(300), {})).status).toBe(400)
    expect((await vbase({ method: 'get', url: '/buckets/somebody.else/orders/files/a' })).status).toBe(403)
  })

  it('shows what is stored to the operator of the sandbox', async () => {
    const shown = await send(`${platform.control}/vbase?prefix=shop/master/openseller.external-seller/orders/due/1`)
    expect(shown.json()).toEqual({
      data: [{ path: 'shop/master/openseller.external-seller/orders/due/1', hash: expect.any(String), content: '{}' }],
    })
  })

  it('keeps everything over a restart', async () => {
    const { etag } = (await read('counter')).headers
    await platform.stop()
    platform = await start()
    expect(await read('counter')).toMatchObject({ data: { n: 20 }, headers: { etag } })
    expect((await write('counter', { n: 21 }, etag)).status).toBe(200)
  })

  it('can deny documents that exist, and let conditional writes lose', async () => {
    await write('there', { n: 1 })
    const { etag } = (await read('there')).headers
    platform.setVBase('false404')
    const reads = await Promise.all(Array.from({ length: 60 }, () => read('there')))
    expect(new Set(reads.map((answer) => answer.status))).toEqual(new Set([200, 404]))

    expect((await send(`${platform.control}/vbase`, { body: { mode: 'conflict' } })).status).toBe(200)
    const statuses = new Set<number>()
    for (let attempt = 0; attempt < 60; attempt++) {
      const { status } = await write('there', { attempt }, (await read('there')).headers.etag)
      statuses.add(status)
    }
    expect(statuses).toEqual(new Set([200, 409, 412]))
    expect((await write('there', {}, etag)).status).not.toBe(200)
    expect((await send(`${platform.control}/vbase`, { body: { mode: 'odd' } })).status).toBe(400)
  })
})
