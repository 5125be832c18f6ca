import { answerJson } from './httpAnswer'
import type { ServiceCall } from './outboundProxy'
import type { TokenRegistry } from './tokenRegistry'
import { userTokenOf } from './userTokenOf'

const ACCESS_PATH = /^\/api\/license-manager\/resources\/([^/]+)\/access$/

/**
 * License Manager: the operator may do everything that was not taken away, the clerk nothing; apps are not subject to it
 * (PLATFORM §1.4).
 */
export class LicenseManager {
  private readonly denied = new Set<string>()

  constructor(private readonly tokens: TokenRegistry) {}

  /** Takes a resource, by its key (`OMSViewer`), from the role of the operator. */
  deny(resource: string) {
    this.denied.add(resource)
  }

  grant(resource: string) {
    this.denied.delete(resource)
  }

  readonly handle = (call: ServiceCall): boolean => {
    const [, resource] = ACCESS_PATH.exec(call.path) ?? []
    if (resource === undefined || call.request.method !== 'GET') return false
    const kind = this.tokens.identify(userTokenOf(call.request.headers))?.kind
    const allowed = kind === 'app' || (kind === 'operator' && !this.denied.has(decodeURIComponent(resource)))
    answerJson(call.response, 200, allowed)
    return true
  }
}
