import type { ChaosOptions } from './chaosOptions'
import { startChaosWorld } from './chaosWorld'
import { finalOrders } from './checks/finalOrder'
import { legalStates, orderChecks } from './checks/orderChecks'
import { privacyCheck } from './checks/privacyCheck'
import { protocolCheck } from './checks/protocolCheck'
import { stockCheck } from './checks/stockCheck'
import { reportOf, type ChaosReport } from './report'
import { runStories } from './runStories'
import { settle } from './settle'

/** Sells many orders while everything breaks, lets things calm down, and looks at what is left. */
export async function runChaos(
  options: ChaosOptions,
  appDir: string,
  tell: (line: string) => void,
): Promise<ChaosReport> {
  const startedAt = Date.now()
  tell('the reference partner, a marketplace and the connector in two processes …')
  const world = await startChaosWorld(options, appDir)
  try {
    world.wires.faults.calm = false
    const told = await runStories(world, options, tell)
    const records = await settle(world, tell)
    const orders = await finalOrders(world, told, records)
    const checks = [
      ...orderChecks(orders),
      legalStates(world.wires.watch.histories),
      await stockCheck(world, orders),
      protocolCheck(world),
      privacyCheck(world),
    ]
    return reportOf({ options, world, orders, checks, seconds: Math.round((Date.now() - startedAt) / 1_000) })
  } finally {
    await world.stop()
  }
}
