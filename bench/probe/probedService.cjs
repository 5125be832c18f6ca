'use strict'
// Takes the place of the app's index in a build made for benchmarks: the built service, unchanged, and two routes more.
// Runs in the worker; reached as any other route is.
const diagnostics = require('node:diagnostics_channel')
const { Session } = require('node:inspector')
const { performance } = require('node:perf_hooks')
const { writeFileSync } = require('node:fs')
const { json } = require('co-body')

const service = require('../app').default

/** What the no-op answers: the bytes the measured route answered. */
let answer = '{}'
let session
let calls = { byKind: {}, toPartner: [] }

diagnostics.subscribe('http.client.request.start', ({ request }) => {
  const kind = kindOf(request)
  const { byKind, toPartner } = calls
  byKind[kind] = (byKind[kind] ?? 0) + 1
  if (!kind.startsWith('partner ')) return
  const call = { start: now(), end: Infinity }
  toPartner.push(call)
  request.once('close', () => (call.end = now()))
})

const OPERATIONS = {
  /** The headers the edge gives a request, to send them straight to the worker. */
  headers: (ctx) => ctx.req.headers,
  setAnswer: (_ctx, { text }) => {
    answer = text
    return {}
  },
  startProfile: async () => {
    session = new Session()
    session.connect()
    await post('Profiler.enable')
    await post('Profiler.setSamplingInterval', { interval: 200 })
    await post('Profiler.start')
    return {}
  },
  stopProfile: async (_ctx, { file }) => {
    const { profile } = await post('Profiler.stop')
    session.disconnect()
    writeFileSync(file, JSON.stringify(profile))
    return {}
  },
  /** Calls out of this worker since it was last asked. */
  takeCalls: () => {
    const taken = calls
    calls = { byKind: {}, toPartner: [] }
    return taken
  },
}

service.config.routes.benchNoop = [
  async function noop(ctx) {
    await json(ctx.req)
    ctx.status = 200
    ctx.type = 'application/json; charset=utf-8'
    ctx.body = answer
  },
]
service.config.routes.benchProbe = [
  async function probe(ctx) {
    const argument = await json(ctx.req, { limit: '10mb' })
    ctx.set('cache-control', 'no-store')
    ctx.status = 200
    ctx.body = await OPERATIONS[argument.operation](ctx, argument)
  },
]

exports.default = service

const post = (method, params) =>
  new Promise((resolve, reject) =>
    session.post(method, params, (error, result) => (error ? reject(error) : resolve(result))),
  )

/** Not Date: the sandbox moves that. */
const now = () => performance.timeOrigin + performance.now()

/** `vbase GET catalog`, `changeNotification`, …: enough to tell calls apart, no ids. */
function kindOf({ method, path }) {
  const { host, pathname } = new URL(path, 'http://nowhere')
  const bucket = /\/buckets\/[^/]+\/([^/]+)\//.exec(pathname)
  if (bucket) return `vbase ${method} ${bucket[1]}`
  if (pathname.includes('/courier/')) return 'events'
  const notification = /\/changenotification\/[^/]+\/(price|inventory)$/.exec(pathname)
  if (notification) return `${notification[1]}Notification`
  if (pathname.includes('/changenotification/')) return 'changeNotification'
  if (pathname.includes('/suggestions/')) return method === 'PUT' ? 'skuSuggestion' : 'readSuggestion'
  if (pathname.includes('/paged/sellerid/')) return 'readBindings'
  if (host.endsWith('.sandbox.test')) return `partner ${pathname.split('/')[3]}`
  return pathname.split('/').slice(1, 4).join('/')
}
