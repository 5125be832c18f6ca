import type { OutwardCall } from '../line/outwardCall'
import type { Dice } from './dice'

export type Side = 'before' | 'after'

export interface KillPoint {
  readonly point: string
  readonly side: Side
  /** Times a call came by. */
  visits: number
  hits: number
}

/** Every point is to be hit this often in a run of 1,000 orders; what is judged is 5. */
const TARGET_PER_THOUSAND = 7
const LARGEST_SHARE = 0.5
const SMALLEST_PROGRESS = 0.02

/**
 * Kills the calling process before or after outward calls and record writes. Whether a visit is a kill is decided by a
 * number that depends on seed, order, point and visit alone; the threshold moves so that rare points get their share.
 */
export class KillPlan {
  readonly points = new Map<string, KillPoint>()
  private readonly visits = new Map<string, number>()
  private readonly target: number

  /** @param progress share of the orders that were begun, 0 to 1 */
  constructor(
    private readonly dice: Dice,
    orders: number,
    private readonly rate: number,
    private readonly progress: () => number,
  ) {
    this.target = (TARGET_PER_THOUSAND * orders) / 1_000
  }

  decide(call: OutwardCall): Side | undefined {
    if (!isKillPoint(call)) return undefined
    const about = `${call.order ?? ''} ${call.point}`
    const visit = (this.visits.get(about) ?? 0) + 1
    this.visits.set(about, visit)
    const hit = (['before', 'after'] as const).find((side) => {
      const point = this.pointOf(call.point, side)
      point.visits++
      return this.dice.roll('kill', about, side, visit) < this.share(point)
    })
    if (hit) this.pointOf(call.point, hit).hits++
    return hit
  }

  /** Kills still wanted over visits still expected. A run too short for all points has some of them. */
  private share({ point, side, visits, hits }: KillPoint): number {
    if (this.dice.roll('in play', point, side) >= this.target * this.rate) return 0
    const done = Math.max(this.progress(), SMALLEST_PROGRESS)
    const wanted = Math.max(0, Math.max(1, this.target * this.rate) - hits)
    const expected = Math.max(1, (visits * (1 - done)) / done)
    return Math.min(LARGEST_SHARE, wanted / expected)
  }

  private pointOf(point: string, side: Side): KillPoint {
    const key = `${point} ${side}`
    const known = this.points.get(key)
    if (known) return known
    const fresh = { point, side, visits: 0, hits: 0 }
    this.points.set(key, fresh)
    return fresh
  }
}

/** Every call to the marketplace, the partner and the event bus, and every write of a record. */
const isKillPoint = ({ peer, verb }: OutwardCall) =>
  peer === 'marketplace' || peer === 'partner' || peer === 'events' || (peer === 'records' && verb === 'write')
