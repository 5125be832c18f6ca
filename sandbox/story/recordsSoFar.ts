import type { World } from '../world/startWorld'
import type { Line } from './recordedCalls'

/** What the connector recorded until now, whatever came of it: for a story that broke. Oldest first. */
export async function recordsSoFar({ account, marketplace, operator, sellerId }: World): Promise<Line[]> {
  const { calls, simulations } = await operator.activity(sellerId)
  const placed = marketplace.journal(account).filter(({ step }) => step === 'orderPlacement')
  const orders = await Promise.all(
    [...new Set(placed.map(({ subject }) => subject))].map((id) => operator.order(sellerId, id).catch(() => undefined)),
  )
  const entries = orders.flatMap((order) => order?.timeline.entries ?? [])
  return [...calls, ...simulations, ...entries].sort((a, b) => a.at.localeCompare(b.at))
}
