import { answerJson } from './httpAnswer'
import type { ServiceCall } from './outboundProxy'
import type { TokenRegistry } from './tokenRegistry'
import { userTokenOf } from './userTokenOf'

const ACCESS_PATH = /^\/api\/license-manager\/resources\/[^/]+\/access$/

/** License Manager: the operator may do everything, the clerk nothing; apps are not subject to it (PLATFORM §1.4). */
export const licenseManager = (tokens: TokenRegistry) => (call: ServiceCall) => {
  if (!ACCESS_PATH.test(call.path) || call.request.method !== 'GET') return false
  const identity = tokens.identify(userTokenOf(call.request.headers))
  answerJson(call.response, 200, identity?.kind === 'operator' || identity?.kind === 'app')
  return true
}
