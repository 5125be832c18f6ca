import type { IncomingHttpHeaders } from 'node:http'

import type { Tenant } from './tenant'
import type { TokenRegistry } from './tokenRegistry'
import { userTokenOf } from './userTokenOf'

/**
 * Why a VTEX API would not talk to this caller: it wants a token this account knows, or the account's app key pair,
 * and the account named in the request (`an`, or the first segment on api.vtex.com) must be the caller's own.
 */
export function vtexCallRefusal(
  headers: IncomingHttpHeaders,
  account: string | undefined,
  tenant: Tenant,
  tokens: TokenRegistry,
): { status: 401 | 403; message: string } | undefined {
  if (account === undefined) return { status: 403, message: 'The request names no account' }
  if (account !== tenant.account) return { status: 403, message: `The caller does not belong to account ${account}` }

  const key = headers['x-vtex-api-appkey']
  const secret = headers['x-vtex-api-apptoken']
  if (key !== undefined || secret !== undefined) {
    const known = key === tenant.settings.appKey && secret === tenant.settings.appToken && key !== undefined
    return known ? undefined : { status: 401, message: 'The app key pair is not valid' }
  }
  const identity = tokens.identify(userTokenOf(headers))
  if (!identity) return { status: 401, message: 'VtexIdclientAutCookie is missing or not valid' }
  if (identity.kind === 'app' && identity.account !== account) {
    return { status: 403, message: `The token does not belong to account ${account}` }
  }
  return undefined
}
