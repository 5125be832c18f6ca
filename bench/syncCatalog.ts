import { setTimeout as pause } from 'node:timers/promises'

import { OperatorApi, type CatalogStatus } from '../sandbox/world/operatorApi'
import type { BenchSeller, BenchWorld } from './world/benchWorld'

/** Looking costs the worker something too: oftener at first. */
const FIRST_LOOKS_MS = 250
const LATER_LOOKS_MS = 5_000
/** The scheduler comes once a minute; here a little oftener. */
const TICK_EVERY_MS = 20_000

/** Starts a catalog run and follows it to its end. @throws Error when it stops or takes longer than allowed */
export async function syncCatalog(
  world: BenchWorld,
  seller: BenchSeller,
  mostSeconds: number,
  kind?: 'full' | 'delta',
): Promise<void> {
  const operator = new OperatorApi(seller.edge, world.platform.operatorToken)
  await operator.startCatalogSync(seller.sellerId, kind)
  await until(world, mostSeconds, async () => {
    // A worker that is being replaced cannot say how far it is.
    const status = await operator.catalog(seller.sellerId).catch(() => undefined)
    return status !== undefined && isOver(status)
  })
}

function isOver({ lastError, state }: CatalogStatus): boolean {
  if (state === 'idle' && lastError) throw new Error(`The catalog run stopped: ${lastError}`)
  return state === 'idle'
}

/**
 * Looks again and again whether something has come true, with the scheduler at work meanwhile.
 * @returns seconds it took; @throws Error when it does not in time
 */
export async function until(world: BenchWorld, mostSeconds: number, isTrue: () => Promise<boolean>): Promise<number> {
  const begin = performance.now()
  let nextTick = begin + TICK_EVERY_MS
  while (performance.now() - begin < mostSeconds * 1_000) {
    if (await isTrue()) return (performance.now() - begin) / 1_000
    if (performance.now() > nextTick) {
      await world.platform.tick()
      nextTick = performance.now() + TICK_EVERY_MS
    }
    await pause(Math.min(LATER_LOOKS_MS, Math.max(FIRST_LOOKS_MS, (performance.now() - begin) / 20)))
  }
  throw new Error(`It did not come to an end within ${mostSeconds} s`)
}
