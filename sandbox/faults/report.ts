import type { OrderState } from '../../node/domain/orders/states'
import type { ChaosOptions } from './chaosOptions'
import type { ChaosWorld } from './chaosWorld'
import type { Check } from './checks/check'
import type { FinalOrder } from './checks/finalOrder'
import type { Kill } from './plan/killPlan'
import type { ToldStory } from './runStories'

export interface PointHits {
  readonly point: string
  /** Times a call came by. */
  readonly visits: number
  /** Kills before the other side saw the call, and after it did its work. */
  readonly before: number
  readonly after: number
}

export interface ChaosReport {
  readonly options: ChaosOptions
  readonly seconds: number
  /** Orders by what the connector has on record, and by what the marketplace shows. */
  readonly records: Readonly<Record<string, number>>
  readonly marketplace: Readonly<Record<string, number>>
  /** How the stories ended. */
  readonly ends: Readonly<Record<string, number>>
  readonly faults: Readonly<Record<string, number>>
  readonly kills: { readonly made: readonly Kill[]; readonly points: readonly PointHits[] }
  readonly pauses: number
  /** Steps that were given up, by kind and reason. */
  readonly deadLetters: Readonly<Record<string, number>>
  readonly checks: readonly Check[]
  /** Every order: its story, how it ended, and the states it went through on record. */
  readonly stories: readonly (ToldStory & { readonly states: readonly OrderState[] })[]
  readonly passed: boolean
}

/** Each point has to be hit that often in a run of that many orders. */
const LEAST_HITS = 5
const FULL_RUN = 1_000

export function reportOf(run: {
  readonly options: ChaosOptions
  readonly world: ChaosWorld
  readonly orders: readonly FinalOrder[]
  readonly checks: readonly Check[]
  readonly seconds: number
}): ChaosReport {
  const { options, world, orders, seconds } = run
  const points = pointsOf(world)
  const checks = options.orders >= FULL_RUN && options.kills >= 1 ? [...run.checks, hitsCheck(points)] : run.checks
  return {
    options,
    seconds,
    records: count(orders.map(({ record }) => record?.state ?? 'none')),
    marketplace: count(orders.map(({ atMarketplace }) => atMarketplace?.status ?? 'never ordered')),
    ends: count(orders.map(({ story, end }) => `${story}: ${end}`)),
    faults: Object.fromEntries([...world.wires.faults.made].sort(([a], [b]) => (a < b ? -1 : 1))),
    kills: { made: world.wires.kills.made, points },
    pauses: world.wires.pauses.made,
    deadLetters: count(
      orders.flatMap(({ record }) =>
        (record?.owed ?? []).flatMap(({ dead, kind, lastError }) => (dead ? [`${kind}: ${lastError}`] : [])),
      ),
    ),
    checks,
    stories: orders.map(({ id, story, end, turns }) => ({
      id,
      story,
      end,
      turns,
      states: world.wires.watch.histories.get(id) ?? [],
    })),
    passed: checks.every(({ broken }) => broken.length === 0),
  }
}

function pointsOf({ wires }: ChaosWorld): PointHits[] {
  const known = [...wires.kills.points.values()]
  const names = [...new Set(known.map(({ point }) => point))].sort()
  return names.map((point) => {
    const at = (side: string) => known.find((one) => one.point === point && one.side === side)
    return { point, visits: at('before')?.visits ?? 0, before: at('before')?.hits ?? 0, after: at('after')?.hits ?? 0 }
  })
}

const hitsCheck = (points: readonly PointHits[]): Check => ({
  name: `every kill point was hit at least ${LEAST_HITS} times before and after`,
  looked: points.length,
  broken: points
    .filter(({ before, after }) => Math.min(before, after) < LEAST_HITS)
    .map(({ point, visits, before, after }) => `${point}: ${before} before, ${after} after, ${visits} visits`),
})

function count(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
