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

/** One kill, so that it can be done again: the n-th call of this kind about this order, seen by all processes together. */
export interface Kill {
  readonly order?: string
  readonly point: string
  readonly visit: number
  readonly side: Side
}

/** Every point is to be hit this often in a run of 1,000 orders; what is judged is 5. */
const TARGET_PER_THOUSAND = 6
/** By this part of the run it is to be so: what is missing then has the rest of it. */
const SOON_ENOUGH = 0.8
const SIDES: readonly Side[] = ['before', 'after']
const SMALLEST_PROGRESS = 0.02

export interface KillPlanOptions {
  readonly dice: Dice
  readonly orders: number
  readonly rate: number
  /** Share of the stories that were told to their end, 0 to 1: at the beginning of a short run nothing is in a hurry. */
  readonly progress: () => number
  /** These and no others: the kills of an earlier run. */
  readonly again?: readonly Kill[] | undefined
}

/**
 * Kills the calling process before or after outward calls and record writes. Whether a visit is a kill is decided by a
 * number that depends on seed, order, point and visit alone; the threshold moves so that rare points get their share.
 */
export class KillPlan {
  readonly points = new Map<string, KillPoint>()
  /** What was done, in order. */
  readonly made: Kill[] = []
  private readonly visits = new Map<string, number>()
  private readonly target: number
  private readonly again: ReadonlyMap<string, Side> | undefined

  constructor(private readonly options: KillPlanOptions) {
    this.target = (TARGET_PER_THOUSAND * options.orders) / 1_000
    this.again = options.again && new Map(options.again.map((kill) => [`${about(kill)} ${kill.visit}`, kill.side]))
  }

  decide(call: OutwardCall): Side | undefined {
    if (!isKillPoint(call)) return undefined
    const { order, point: name } = call
    const visit = (this.visits.get(about(call)) ?? 0) + 1
    this.visits.set(about(call), visit)
    const sides = SIDES.map((side) => this.pointOf(name, side))
    for (const point of sides) point.visits++
    const point = this.again
      ? sides.find(({ side }) => side === this.again!.get(`${about(call)} ${visit}`))
      : this.chosen(call, visit, sides)
    if (!point) return undefined
    point.hits++
    this.made.push({ ...(order === undefined ? {} : { order }), point: name, visit, side: point.side })
    return point.side
  }

  /** The side that was hit less goes first: a rare point has no visits to give away. */
  private chosen(call: OutwardCall, visit: number, sides: readonly KillPoint[]): KillPoint | undefined {
    const { dice } = this.options
    return [...sides]
      .sort((one, other) => one.hits - other.hits)
      .find((one) => dice.roll('kill', about(call), one.side, visit) < this.share(one, sides))
  }

  /**
   * Kills still wanted, on both sides, over visits still expected. A run too short for all points has some of them.
   */
  private share({ point, side, visits, hits }: KillPoint, sides: readonly KillPoint[]): number {
    const { dice, progress, rate } = this.options
    if (dice.roll('in play', point, side) >= this.target * rate) return 0
    const done = Math.min(1, Math.max(progress(), SMALLEST_PROGRESS) / SOON_ENOUGH)
    const most = Math.max(1, this.target * rate)
    const expected = Math.max(1, (visits * (1 - done)) / done)
    const wanted = sides.reduce((sum, one) => sum + Math.max(0, most - one.hits), 0)
    // Where all visits are needed it takes its turn; elsewhere each side is hit on its own.
    return hits >= most ? 0 : wanted >= expected ? 1 : (most - hits) / expected
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

const about = ({ order = '', point }: Pick<OutwardCall, 'order' | 'point'>) => `${order} ${point}`

/** Jobs of the catalog and of the day: another story, and met a few times in a run. */
const OF_NO_ORDER = /^(catalog|capabilities|(change|price)Notification$|write (catalog|rounds)$)/

/** Every call to the marketplace, the partner and the event bus, and every write of a record, in the life of an order. */
const isKillPoint = ({ peer, point, verb }: OutwardCall) =>
  !OF_NO_ORDER.test(point) &&
  (peer === 'marketplace' || peer === 'partner' || peer === 'events' || (peer === 'records' && verb === 'write'))
