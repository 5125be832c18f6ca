import { LRUCache } from '@vtex/api'

/** A tenant of this process: pods are shared by accounts, so every key carries all of it (DESIGN §1). */
export interface Tenant {
  readonly account: string
  readonly workspace: string
}

/** Bounded memory per tenant and key. Values carry their own age; nothing in here may be personal. */
export class TenantCache<V> {
  private readonly values: LRUCache<string, V>

  constructor(most: number) {
    this.values = new LRUCache<string, V>({ max: most })
  }

  get(tenant: Tenant, key = ''): V | undefined {
    return this.values.get(keyOf(tenant, key)) ?? undefined
  }

  set(tenant: Tenant, key: string, value: V) {
    this.values.set(keyOf(tenant, key), value)
  }
}

const keyOf = ({ account, workspace }: Tenant, key: string) => `${account}\n${workspace}\n${key}`
