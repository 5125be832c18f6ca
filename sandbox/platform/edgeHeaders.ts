import { randomUUID } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'

import { requestHeaders } from './forwardedHeaders'
import type { Tenant } from './tenant'

/** Only the platform speaks these to an app; from a caller they would be lies. */
const PLATFORM_HEADER = /^(x-colossus-|x-vtex-|x-event-|x-forwarded-)/
/** A caller may correlate its calls (DESIGN D15). */
const KEPT_FROM_CALLER = 'x-vtex-operation-id'

export interface EdgeHeaderOptions {
  readonly tenant: Tenant
  readonly production: boolean
  /** Public name the request came in by. */
  readonly host: string
  readonly keepCookies: boolean
}

/** What the app gets to see of a caller's headers, and what the edge says about the request (PLATFORM §2.3). */
export function edgeHeaders(request: IncomingMessage, options: EdgeHeaderOptions): OutgoingHttpHeaders {
  const { tenant, production, host, keepCookies } = options
  const headers = requestHeaders(request.headers)
  for (const name in headers) {
    if (PLATFORM_HEADER.test(name) && name !== KEPT_FROM_CALLER) delete headers[name]
  }
  if (!keepCookies) delete headers.cookie
  return {
    ...headers,
    host,
    'x-forwarded-host': host,
    'x-forwarded-proto': 'https',
    'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1',
    'x-forwarded-path': request.url,
    'x-request-id': randomUUID(),
    ...tenantHeaders(tenant, production, request.headers[KEPT_FROM_CALLER]),
  }
}

/** Says which account and workspace the app works for; the same on routes and events. */
export function tenantHeaders(tenant: Tenant, production: boolean, operationId?: string | string[]) {
  return {
    'x-vtex-account': tenant.account,
    'x-vtex-workspace': tenant.workspace,
    'x-vtex-workspace-is-production': String(production),
    'x-vtex-credential': tenant.appToken,
    'x-vtex-operation-id': operationId ?? randomUUID(),
    'x-vtex-platform': 'vtex',
    'x-vtex-product': 'vtex',
    'x-vtex-locale': 'pt-BR',
  }
}
