import { LRUCache } from '@vtex/api'

/** A tenant of this process: pods are shared by accounts, so every key carries all of it (DESIGN §1). */
export interface Tenant {
  readonly account: string
  readonly workspace: string
}

/**
 * Bounded memory per tenant and key: what was used longest ago goes first. Values carry their own age; nothing in here
 * may be personal.
 */
export class TenantCache<V> {
  private readonly values: LRUCache<string, V>

  /**
   * @param most values kept, or their weight all together
   * @param weigh how much of `most` a value takes; 1 when absent
   */
  constructor(most: number, weigh?: (value: V) => number) {
    this.values = new LRUCache<string, V>({ max: most, ...(weigh ? { length: weigh } : {}) })
  }

  get(tenant: Tenant, key = ''): V | undefined {
    return this.values.get(tenantKey(tenant, key)) ?? undefined
  }

  set(tenant: Tenant, key: string, value: V) {
    this.values.set(tenantKey(tenant, key), value)
  }
}

/** Names something of one tenant apart from the same thing of every other. */
export const tenantKey = ({ account, workspace }: Tenant, key: string) => `${account}\n${workspace}\n${key}`
