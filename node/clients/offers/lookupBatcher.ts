import type { Clock } from '../../domain/clock'
import { PartnerAnswerInvalid, PartnerUnavailable } from '../../domain/errors'
import type { SellerSkuId } from '../../domain/ids'
import type { Quote } from '../../domain/offers/quote'
import { within } from '../within'

/** Lookups that arrive within it travel together. */
const GATHER_MS = 12
/** The same for those that nobody waits for; one that is waited for takes them along. */
const GATHER_UNHURRIED_MS = 500
/** SKUs of one call: what every adapter takes in one look. */
const MOST_SKUS = 200

/** A look ends by itself at its deadline and says why; only then nobody waits any more. */
const GRACE_MS = 100

/** Looks some SKUs up at the partner, in one call. */
export type Lookup = (skus: readonly SellerSkuId[], deadlineAt: number) => Promise<Quote>

export interface Looked {
  readonly quote: Quote
  /** Ms since the epoch: when the partner was asked. */
  readonly askedAt: number
  /** Somebody else's call answered it. */
  readonly shared: boolean
}

interface Member {
  readonly skus: readonly SellerSkuId[]
  readonly lookup: Lookup
  readonly deadlineAt: number
  readonly clock: Clock
  /** Nobody waits for the answer. */
  readonly unhurried?: boolean
}

interface Batch {
  readonly members: Member[]
  readonly skus: Set<SellerSkuId>
  readonly outcome: Promise<{ readonly quote: Quote; readonly askedAt: number }>
  /** Asks so many milliseconds from now at the latest. */
  leaveWithin(ms: number): void
}

/**
 * Gathers lookups of the same few milliseconds, of one seller and price list, into one call of the partner; an SKU that
 * is being asked for already is not asked for again (DESIGN D6). Per process; keys carry the tenant.
 */
export class LookupBatcher {
  private readonly gathering = new Map<string, Batch>()
  private readonly asking = new Map<string, Batch>()

  /**
   * @param key tenant, seller and price list
   * @throws what `lookup` throws; an answer that breaks the contract fails only those it was for
   */
  async look(key: string, member: Member): Promise<Looked> {
    const patience = member.unhurried ? GATHER_UNHURRIED_MS : GATHER_MS
    const underWay = this.batchWithAll(key, member.skus)
    if (underWay) {
      underWay.leaveWithin(patience)
      return { ...(await this.outcomeFor(underWay, member)), shared: true }
    }
    const known = this.gathering.get(key)
    const joined = known && new Set([...known.skus, ...member.skus]).size <= MOST_SKUS ? known : undefined
    if (known && !joined) known.leaveWithin(0)
    const batch = joined ?? this.begin(key)
    batch.members.push(member)
    for (const sku of member.skus) {
      batch.skus.add(sku)
      this.asking.set(`${key}\n${sku}`, batch)
    }
    batch.leaveWithin(batch.skus.size < MOST_SKUS ? patience : 0)
    return { ...(await this.outcomeFor(batch, member)), shared: joined !== undefined }
  }

  private batchWithAll(key: string, skus: readonly SellerSkuId[]): Batch | undefined {
    const batch = this.asking.get(`${key}\n${skus[0]}`)
    return batch && skus.every((sku) => batch.skus.has(sku)) ? batch : undefined
  }

  private begin(key: string): Batch {
    let leave: () => void = () => undefined
    const left = new Promise<void>((resolve) => (leave = resolve))
    let timer: NodeJS.Timeout | undefined
    let shortest = Infinity
    const leaveWithin = (ms: number) => {
      if (ms >= shortest) return
      shortest = ms
      clearTimeout(timer)
      if (ms > 0) timer = setTimeout(leave, ms)
      else leave()
    }
    const members: Member[] = []
    const skus = new Set<SellerSkuId>()
    const ask = async () => {
      await left
      if (this.gathering.get(key) === batch) this.gathering.delete(key)
      const askedAt = members[0].clock.now()
      try {
        const deadlineAt = Math.max(...members.map((member) => member.deadlineAt))
        return { quote: await members[0].lookup([...skus], deadlineAt), askedAt }
      } finally {
        for (const sku of skus) {
          if (this.asking.get(`${key}\n${sku}`) === batch) this.asking.delete(`${key}\n${sku}`)
        }
      }
    }
    const batch: Batch = { members, skus, outcome: Promise.resolve().then(ask), leaveWithin }
    this.gathering.set(key, batch)
    return batch
  }

  /** One SKU a partner chokes on must not take the others of its batch down: each asker is answered alone then. */
  private async outcomeFor(batch: Batch, member: Member) {
    const left = member.deadlineAt - member.clock.now() + GRACE_MS
    try {
      // Whoever began it may have more time than who joins it.
      return await within(left, batch.outcome, () => new PartnerUnavailable('The partner did not answer in time'))
    } catch (error) {
      const isAboutContent =
        error instanceof PartnerAnswerInvalid || (error instanceof PartnerUnavailable && error.refusedQuestion)
      if (!isAboutContent || batch.skus.size === new Set(member.skus).size) throw error
      const askedAt = member.clock.now()
      return { quote: await member.lookup(member.skus, member.deadlineAt), askedAt }
    }
  }
}
