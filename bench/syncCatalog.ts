import { setTimeout as pause } from 'node:timers/promises'

import { OperatorApi, type SellerActivity } from '../sandbox/world/operatorApi'
import type { BenchSeller, BenchWorld } from './world/benchWorld'

const LOOK_EVERY_MS = 250
const TICK_EVERY_LOOKS = 40

/** Starts a catalog run and follows it to its end. @throws Error when it stops or takes longer than allowed */
export async function syncCatalog(world: BenchWorld, seller: BenchSeller, mostSeconds: number): Promise<void> {
  const operator = new OperatorApi(seller.edge, world.platform.operatorToken)
  await operator.startCatalogSync(seller.sellerId)
  await until(world, mostSeconds, async () => {
    const { catalog } = await operator.activity(seller.sellerId)
    return isOver(catalog)
  })
}

function isOver({ lastError, state }: SellerActivity['catalog']): boolean {
  if (state === 'idle' && lastError) throw new Error(`The catalog run stopped: ${lastError}`)
  return state === 'idle'
}

/**
 * Looks again and again whether something has come true, with the scheduler at work meanwhile.
 * @returns seconds it took; @throws Error when it does not in time
 */
export async function until(world: BenchWorld, mostSeconds: number, isTrue: () => Promise<boolean>): Promise<number> {
  const begin = performance.now()
  for (let look = 1; performance.now() - begin < mostSeconds * 1_000; look++) {
    if (await isTrue()) return (performance.now() - begin) / 1_000
    if (look % TICK_EVERY_LOOKS === 0) await world.platform.tick()
    await pause(LOOK_EVERY_MS)
  }
  throw new Error(`It did not come to an end within ${mostSeconds} s`)
}
