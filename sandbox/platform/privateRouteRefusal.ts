import type { IncomingHttpHeaders } from 'node:http'

import type { RoutePolicy } from './appBundle'
import type { Tenant } from './tenant'
import { userTokenOf } from './userTokenOf'
import type { Identity, TokenRegistry } from './tokenRegistry'
import { REGION } from './region'

/** Why a caller may not use a private route: no token, or no policy that allows it; a denial wins (PLATFORM §2.4). */
export function privateRouteRefusal(
  headers: IncomingHttpHeaders,
  policies: readonly RoutePolicy[],
  tokens: TokenRegistry,
  tenant: Tenant,
  appId: string,
): { status: 401 | 403; message: string } | undefined {
  const identity = tokens.identify(headers.authorization) ?? tokens.identify(userTokenOf(headers))
  if (!identity || identity.kind === 'shopper') return { status: 401, message: 'A valid token is required' }
  if (identity.kind === 'app' && identity.account !== tenant.account) {
    return { status: 403, message: 'The token belongs to another account' }
  }
  const principal = principalOf(identity, tenant, appId)
  const applying = policies.filter((policy) => policy.principals.some((pattern) => matches(pattern, principal)))
  const allowed = applying.length > 0 && applying.every((policy) => policy.effect === 'allow')
  return allowed ? undefined : { status: 403, message: `No policy of the route allows ${principal}` }
}

function principalOf(identity: Identity, { account, workspace }: Tenant, appId: string): string {
  if (identity.kind === 'app') return `vrn:apps:${REGION}:${identity.account}:${identity.workspace}:app/${appId}`
  return `vrn:vtex.vtex-id:${REGION}:${account}:${workspace}:user/${identity.user}`
}

/** `*` stands for anything. */
function matches(pattern: string, principal: string): boolean {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${source}$`).test(principal)
}
