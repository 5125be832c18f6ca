/** License Manager resources by the names PROTOCOL §1.4 has for them. */
export const RESOURCES = [
  'Seller SKUs',
  'Edit Product',
  'View Product',
  'Brand',
  'Product and SKU Management',
  'Send marketplace suggestion',
  'Save suggestion rules',
  'View Seller',
  'Save Seller',
  'View order',
  'List Orders',
  'Orders Full Access',
  'Notify invoice',
  'Notify refund',
  'Cancel order',
  'Order Cancellation',
  'Change order',
  'Change order workflow status',
  'Feed v3 and Hook Admin',
  'Feed v3 and Hook view only',
] as const

export type Resource = (typeof RESOURCES)[number]

/** `key`: an app key pair. `token`: the token of an app or of an Admin user. */
export type CallerKind = 'key' | 'token'

/**
 * What the callers of one account may do: for each call the first resource that VTEX names for it, until a scenario takes
 * that away or grants one of the others.
 */
export class Permissions {
  private readonly changed = new Map<string, 'denied' | 'granted'>()

  deny(resource: Resource, caller?: CallerKind) {
    for (const kind of kindsOf(caller)) this.changed.set(`${kind} ${resource}`, 'denied')
  }

  grant(resource: Resource, caller?: CallerKind) {
    for (const kind of kindsOf(caller)) this.changed.set(`${kind} ${resource}`, 'granted')
  }

  /** @param anyOf resources each of which is enough, the usual one first */
  allow(caller: CallerKind, anyOf: readonly Resource[]): boolean {
    return anyOf.some((resource, index) => {
      const changed = this.changed.get(`${caller} ${resource}`)
      return changed === 'granted' || (changed === undefined && index === 0)
    })
  }
}

const kindsOf = (caller: CallerKind | undefined): readonly CallerKind[] => (caller ? [caller] : ['key', 'token'])
