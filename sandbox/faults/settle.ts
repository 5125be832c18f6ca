import { setTimeout as pause } from 'node:timers/promises'

import type { OrderRecord } from '../../node/domain/orders/orderRecord'
import { ACCOUNT, type ChaosWorld } from './chaosWorld'

const MINUTE_S = 60
/** How time passes while everybody works in peace: backoff and leases first, then doubt, then reservations (8 days). */
const JUMPS_S = [
  ...Array.from({ length: 10 }, () => 70),
  ...Array.from({ length: 10 }, () => 20 * MINUTE_S),
  9 * 24 * 60 * MINUTE_S,
  ...Array.from({ length: 10 }, () => 35 * MINUTE_S),
]
const LEAST_ROUNDS = 23
const EVENTS_MS = 5_000

/** Ends all faults and lets the connector do what it owes. @returns the records as they stand then */
export async function settle(world: ChaosWorld, tell: (line: string) => void): Promise<OrderRecord[]> {
  world.wires.faults.calm = true
  await world.wires.stoppages.over()
  let records: OrderRecord[] = []
  for (const [round, seconds] of JUMPS_S.entries()) {
    await world.jump(seconds)
    await world.platform.tick()
    await Promise.race([world.platform.eventsSettled(), pause(EVENTS_MS, undefined, { ref: false })])
    records = await recordsOf(world)
    const owing = records.filter(({ owed }) => owed.some(({ dead }) => !dead))
    tell(`settling, round ${round}: ${owing.length} orders owe something`)
    if (owing.length === 0 && round >= LEAST_ROUNDS) break
  }
  return records
}

async function recordsOf({ platform }: ChaosWorld): Promise<OrderRecord[]> {
  const stored = await platform.storedDocuments(`${ACCOUNT}/master/openseller.external-seller/orders/`)
  return stored.map(({ content }) => JSON.parse(content) as OrderRecord)
}
