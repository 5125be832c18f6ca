import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http'

import type { AppBundle } from './appBundle'
import { EdgeCache, sharedMaxAge } from './edgeCache'
import { edgeHeaders } from './edgeHeaders'
import { answerHeaders, hasBody } from './forwardedHeaders'
import { answerJson } from './httpAnswer'
import { privateRouteRefusal } from './privateRouteRefusal'
import { RouteTable, type RouteMatch } from './routeTable'
import type { SandboxClock } from './sandboxClock'
import type { Tenant, Tenants } from './tenant'
import type { TokenRegistry } from './tokenRegistry'
import type { WorkerPool } from './workerPool'
import type { LiveWorker } from './workerSlot'

export interface EdgeOptions {
  readonly bundle: AppBundle
  readonly tenants: Tenants
  readonly workers: WorkerPool
  readonly tokens: TokenRegistry
  readonly production: boolean
  readonly clock: SandboxClock
}

interface WorkerCall {
  readonly path: string
  readonly headers: OutgoingHttpHeaders
  /** Set when the answer may be kept for others. */
  readonly cacheKey?: string
}

const PRIVATE_HOST = 'app.io.vtex.com'
/** Well under a worker's keep-alive (65 s): no request goes out on a connection that is being closed. */
const IDLE_CONNECTION_MS = 30_000

/**
 * The way in: finds tenant and route, says so in headers the caller cannot forge, and passes the request to a worker.
 * A request is sent once; a worker that dies over it costs the caller a 502, as a lost pod would.
 */
export class Edge {
  private readonly publicRoutes: RouteTable
  private readonly privateRoutes: RouteTable
  private readonly cache: EdgeCache
  private readonly agent = new Agent({ keepAlive: true, maxFreeSockets: 512, timeout: IDLE_CONNECTION_MS })

  constructor(private readonly options: EdgeOptions) {
    this.publicRoutes = new RouteTable(options.bundle.routes, 'public')
    this.privateRoutes = new RouteTable(options.bundle.routes, 'private')
    this.cache = new EdgeCache(options.clock)
  }

  /** @param portTenant whose port the request came in on; a Host header that names another tenant wins */
  handle(request: IncomingMessage, response: ServerResponse, portTenant: Tenant) {
    const url = request.url ?? '/'
    if (!/^\/[\x21-\x7e]*$/.test(url)) {
      return answerJson(response, 400, { code: 'BadRequest', message: 'The path is not validly encoded' })
    }
    const end = url.indexOf('?')
    const path = end === -1 ? url : url.slice(0, end)
    const host = request.headers.host?.toLowerCase()
    try {
      if (host === PRIVATE_HOST) return this.handlePrivate(request, response, path)
      const named = this.options.tenants.ofHost(host)
      const tenant = named ?? portTenant
      const match = tenant.installed ? this.publicRoutes.match(path) : undefined
      if (!match) return answerJson(response, 404, { code: 'NotFound', message: 'No route answers this path' })
      this.handlePublic(request, response, { tenant, match, path, host: named ? host!.split(':')[0]! : tenant.host })
    } catch (error) {
      if (!(error instanceof URIError)) throw error
      answerJson(response, 400, { code: 'BadRequest', message: 'The path is not validly encoded' })
    }
  }

  /** A call to `https://app.io.vtex.com/{vendor}.{name}/v{major}/{account}/{workspace}{path}` (PLATFORM §2.2). */
  handlePrivate(request: IncomingMessage, response: ServerResponse, path: string) {
    const { bundle, tenants, tokens, production } = this.options
    const major = bundle.version.split('.')[0]
    const [, name, version, account = '', workspace = '', ...rest] = path.split('/')
    const tenant = tenants.of(account, workspace)
    const match = this.privateRoutes.match(`/${rest.join('/')}`)
    if (name !== bundle.name || version !== `v${major}` || !tenant?.installed || !match) {
      return answerJson(response, 404, { code: 'NotFound', message: 'No private route answers this path' })
    }
    const refusal = privateRouteRefusal(request.headers, match.route.policies ?? [], tokens, tenant, bundle.id)
    if (refusal) return answerJson(response, refusal.status, { code: 'Forbidden', message: refusal.message })
    const headers = edgeHeaders(request, { tenant, production, host: PRIVATE_HOST, keepCookies: true })
    const query = request.url!.slice(request.url!.indexOf(path) + path.length)
    return this.pass(request, response, { path: `/${account}/${workspace}/${rest.join('/')}${query}`, headers })
  }

  close() {
    this.agent.destroy()
  }

  private handlePublic(
    request: IncomingMessage,
    response: ServerResponse,
    at: { tenant: Tenant; match: RouteMatch; path: string; host: string },
  ) {
    const { tenant, match, path, host } = at
    const isPrivatePath = path.startsWith('/_v/private/')
    const headers = edgeHeaders(request, {
      tenant,
      host,
      production: this.options.production,
      keepCookies: isPrivatePath,
    })
    headers['x-colossus-route-id'] = match.id
    headers['x-colossus-params'] = match.params
    headers['x-colossus-route-declarer'] = this.options.bundle.id

    const cacheKey = request.method === 'GET' && !isPrivatePath ? `${tenant.host} ${request.url}` : undefined
    const cached = cacheKey === undefined ? undefined : this.cache.find(cacheKey)
    if (cached) {
      response.writeHead(cached.status, [...cached.headers, 'x-cache', 'HIT'])
      return response.end(cached.body)
    }
    return this.pass(request, response, { path: request.url!, headers, cacheKey })
  }

  /** Passes the request to the next worker, waiting for one if none is up: a cold start counts as the app's own time. */
  private pass(request: IncomingMessage, response: ServerResponse, call: WorkerCall) {
    // The caller is told; the handler is not: it works on, as on the platform (PLATFORM §2.1).
    const deadline = setTimeout(() => {
      answerJson(response, 504, { code: 'ProxyTimeout', message: 'The app did not answer in time' })
    }, this.options.bundle.timeoutMs)
    response.on('close', () => clearTimeout(deadline))
    const worker = this.options.workers.pick()
    if (worker) this.send(request, response, call, worker)
    else void this.options.workers.next().then((first) => this.send(request, response, call, first))
  }

  private send(request: IncomingMessage, response: ServerResponse, call: WorkerCall, worker: LiveWorker) {
    if (response.headersSent || response.destroyed) return
    const upstream = httpRequest({
      host: '127.0.0.1',
      port: worker.port,
      method: request.method,
      path: call.path,
      headers: call.headers,
      agent: this.agent,
    })
    upstream.on('response', (reply) => {
      if (response.headersSent || response.destroyed) return reply.resume()
      response.writeHead(reply.statusCode!, answerHeaders(reply))
      reply.pipe(response)
      reply.on('error', () => response.destroy())
      if (call.cacheKey !== undefined) this.remember(call.cacheKey, reply)
      return undefined
    })
    upstream.on('error', () => {
      if (response.headersSent) response.destroy()
      else if (!response.destroyed) {
        void this.options.workers
          .confirmLoss(worker)
          .then(() => answerJson(response, 502, { code: 'BadGateway', message: 'The app went away' }))
      }
    })
    response.on('close', () => {
      if (!response.writableFinished) upstream.destroy()
    })
    // An app that answers before the body is over leaves the rest unread; the caller's next request on this connection
    // would wait for ever behind it.
    response.on('finish', () => {
      request.unpipe()
      request.resume()
    })
    if (hasBody(request.headers)) request.pipe(upstream)
    else upstream.end()
  }

  private remember(key: string, reply: IncomingMessage) {
    const seconds = sharedMaxAge(reply.headers['cache-control'])
    if (seconds === 0) return
    const chunks: Buffer[] = []
    reply.on('data', (chunk: Buffer) => chunks.push(chunk))
    reply.on('end', () => {
      const body = Buffer.concat(chunks)
      this.cache.keep(key, { status: reply.statusCode!, headers: answerHeaders(reply), body }, seconds)
    })
  }
}
