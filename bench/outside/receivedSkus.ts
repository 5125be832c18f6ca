/** A seller's SKUs in a marketplace that starts with none of them: each is suggested, and bound once it is approved. */
export class ReceivedSkus {
  private readonly pending = new Set<string>()
  private readonly bound = new Set<string>()
  private approving = false

  isBound = (sku: string): boolean => this.bound.has(sku)

  status(sku: string) {
    if (this.bound.has(sku)) return 'accepted'
    return this.pending.has(sku) ? 'pending' : undefined
  }

  suggest(sku: string) {
    ;(this.approving ? this.bound : this.pending).add(sku)
  }

  /** Approves what waits, and from now on what comes. */
  approveAll() {
    this.approving = true
    for (const sku of this.pending) this.bound.add(sku)
    this.pending.clear()
  }

  /** @param page from 1 */
  page = (page: number, size: number): string[] => [...this.bound].slice((page - 1) * size, page * size)
}
