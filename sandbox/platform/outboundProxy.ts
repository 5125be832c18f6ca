import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'

import { answerHeaders, hasBody, requestHeaders } from './forwardedHeaders'
import { answerJson, answerText } from './httpAnswer'
import type { OutboundPolicies } from './outboundPolicies'
import type { PlatformLog } from './platformLog'
import type { Tenant, Tenants } from './tenant'
import type { TokenRegistry } from './tokenRegistry'
import { vtexCallRefusal } from './vtexCallRefusal'

/** A request of the app that passed the checks of the host it goes to. */
export interface ServiceCall {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly tenant: Tenant
  /** Without query, not decoded. */
  readonly path: string
  readonly query: URLSearchParams
}

/** Answers a call, or returns false when it knows no such path. */
export type Service = (call: ServiceCall) => boolean | Promise<boolean>

export interface OutboundProxyOptions {
  readonly tenants: Tenants
  readonly tokens: TokenRegistry
  readonly policies: OutboundPolicies
  /** infra.io.vtex.com */
  readonly infra: Service
  /** The Janus paths the stand-in answers itself; the rest goes to the marketplace. */
  readonly janus: Service
  readonly privateApp: (request: IncomingMessage, response: ServerResponse, path: string) => void
  readonly marketplaceOrigin: string
  /** Where a partner's or a store's public name leads, if anywhere. */
  readonly resolveHost: (host: string) => string | undefined
  readonly log: PlatformLog
}

const JANUS_HOST = /^portal\.vtexcommerce(stable|beta)\.com\.br$/
/** Node servers close idle connections after 5 s by default: ours are given up earlier, never in the middle of use. */
const IDLE_CONNECTION_MS = 4_000

/** The only way out of a worker (DESIGN D2). Checks, in order: who calls, what the manifest allows, https, then VTEX's own rules. */
export class OutboundProxy {
  private readonly agent = new Agent({ keepAlive: true, maxFreeSockets: 256, timeout: IDLE_CONNECTION_MS })

  constructor(private readonly options: OutboundProxyOptions) {}

  async handle(request: IncomingMessage, response: ServerResponse) {
    const target = /^(https?):\/\/([^/?]+)([^?]*)(?:\?(.*))?$/i.exec(request.url ?? '')
    if (!target) return answerText(response, 400, 'The sandbox proxy takes absolute request targets only')
    const scheme = target[1]!.toLowerCase()
    const host = target[2]!.toLowerCase().replace(/:(80|443)$/, '')
    const path = target[3] || '/'
    const url = path + (target[4] === undefined ? '' : `?${target[4]}`)
    const call = { request, response, path, query: new URLSearchParams(target[4] ?? '') }

    if (scheme === 'https') {
      return this.refuse(
        response,
        502,
        host,
        'https:// targets bypass the platform: use http:// with x-vtex-use-https: true',
      )
    }
    if (host === 'app.io.vtex.com') {
      request.url = url
      return this.options.privateApp(request, response, path)
    }
    if (host === 'infra.io.vtex.com') {
      const tenant = this.tenantOf(request.headers.authorization)
      if (!tenant)
        return answerJson(response, 401, { code: 'Unauthorized', message: 'Authorization is missing or not valid' })
      if (!(await this.options.infra({ ...call, tenant }))) {
        answerJson(response, 404, { code: 'NotFound', message: `infra.io.vtex.com has no ${path}` })
      }
      return undefined
    }

    const tenant = this.tenantOf(request.headers['proxy-authorization'])
    if (!tenant) return this.refuse(response, 407, host, 'Proxy-Authorization is missing or not valid')
    const { account, workspace } = tenant
    const denial = this.options.policies.refusal({ account, workspace, method: request.method!, host, path })
    if (denial) return this.refuse(response, 403, host, denial)
    if (String(request.headers['x-vtex-use-https']).toLowerCase() !== 'true') {
      return this.refuse(
        response,
        400,
        host,
        'x-vtex-use-https: true is missing: the call would leave the platform in clear',
      )
    }
    return this.leave({ ...call, tenant }, host, url)
  }

  close() {
    this.agent.destroy()
  }

  private async leave(call: ServiceCall, host: string, url: string) {
    const { request, response, tenant, path, query } = call
    const isJanus = JANUS_HOST.test(host)
    if (isJanus || host === 'api.vtex.com') {
      const isPlatformApi = isJanus || path.startsWith('/api/')
      const account = isPlatformApi ? (query.get('an') ?? undefined) : path.split('/')[1]
      const refusal = vtexCallRefusal(request.headers, account, tenant, this.options.tokens)
      if (refusal) {
        this.options.log.note(`${host} refused ${request.method} of ${tenant.host}: ${refusal.message}`)
        return answerJson(response, refusal.status, { code: String(refusal.status), message: refusal.message })
      }
      if (isJanus && (await this.options.janus(call))) return undefined
      return this.forward(call, url, this.options.marketplaceOrigin, { forwardedHost: host })
    }
    const origin = this.options.resolveHost(host)
    if (origin === undefined) return this.refuse(response, 502, host, 'The name does not resolve in the sandbox')
    return this.forward(call, url, origin, { host })
  }

  private forward(
    { request, response, tenant }: ServiceCall,
    url: string,
    origin: string,
    name: { host: string } | { forwardedHost: string },
  ) {
    const target = new URL(origin)
    const headers = requestHeaders(request.headers)
    if ('host' in name) headers.host = name.host
    else {
      headers.host = target.host
      headers['x-forwarded-host'] = name.forwardedHost
    }
    headers['x-forwarded-proto'] = 'https'
    const upstream = httpRequest({
      host: target.hostname,
      port: target.port || 80,
      method: request.method,
      path: url,
      headers,
      agent: this.agent,
    })
    upstream.on('response', (reply) => {
      response.writeHead(reply.statusCode!, answerHeaders(reply))
      reply.pipe(response)
      reply.on('error', () => response.destroy())
    })
    upstream.on('error', (error: NodeJS.ErrnoException) => {
      if (response.destroyed) return
      this.options.log.note(`${tenant.host} could not reach ${target.host}: ${error.code ?? error.message}`)
      // A connection lost after sending has an unknown outcome, and must look like one to the app.
      if (response.headersSent || error.code === 'ECONNRESET') response.destroy()
      else answerText(response, 502, `The sandbox proxy could not reach ${target.host} (${error.code ?? 'error'})`)
    })
    response.on('close', () => {
      if (!response.writableFinished) upstream.destroy()
    })
    if (hasBody(request.headers)) request.pipe(upstream)
    else upstream.end()
  }

  private tenantOf(credential: string | undefined): Tenant | undefined {
    const identity = this.options.tokens.identify(credential)
    return identity?.kind === 'app' ? this.options.tenants.of(identity.account, identity.workspace) : undefined
  }

  private refuse(response: ServerResponse, status: number, host: string, message: string) {
    this.options.log.note(`Outbound call to ${host} refused (${status}): ${message}`)
    answerText(response, status, message)
  }
}
