import type { AppBundle, OutboundPolicy } from './appBundle'
import { REGION } from './region'

export interface OutboundTarget {
  readonly account: string
  readonly workspace: string
  readonly method: string
  readonly host: string
  /** Without query. */
  readonly path: string
}

/** Enforces the manifest's `outbound-access`: nothing that is not declared leaves the platform (PLATFORM §1.4). */
export class OutboundPolicies {
  private readonly compiled = new Map<string, readonly { host: RegExp; path: RegExp }[]>()

  constructor(private readonly bundle: AppBundle) {}

  /** The platform's refusal, or undefined when the call is declared. */
  refusal(target: OutboundTarget): string | undefined {
    const { account, workspace, method, host, path } = target
    const allowed = this.forTenant(account, workspace).some(
      (policy) => policy.host.test(host) && policy.path.test(path),
    )
    if (allowed) return undefined
    const resource = `vrn:proxy:${REGION}:${account}:${workspace}:${host}${path}`
    return `Role app:${this.bundle.id} in ${account}/${workspace} cannot perform action ${method} on resource ${resource}`
  }

  private forTenant(account: string, workspace: string) {
    const key = `${account}/${workspace}`
    let policies = this.compiled.get(key)
    if (!policies) {
      policies = this.bundle.outboundAccess.map((policy) => compile(policy, account, workspace))
      this.compiled.set(key, policies)
    }
    return policies
  }
}

function compile(policy: OutboundPolicy, account: string, workspace: string) {
  const pattern = (text: string) => {
    const filled = text.replaceAll('{{account}}', account).replaceAll('{{workspace}}', workspace)
    return filled.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  }
  return { host: new RegExp(`^${pattern(policy.host)}$`, 'i'), path: new RegExp(`^${pattern(policy.path)}$`) }
}
