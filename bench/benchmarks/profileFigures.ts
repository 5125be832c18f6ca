import { readFileSync } from 'node:fs'

import type { BenchSession, Figure } from '../benchmark'
import type { LoadPlan } from '../load/loadPlan'
import { askProbe } from '../probe/probe'
import { profileShares, type CpuProfile } from '../probe/profileShares'
import type { BenchWorld } from '../world/benchWorld'

/** Whose work a request is, by a CPU profile of the worker under the given load. The profile itself is kept. */
export async function profileFigures(session: BenchSession, world: BenchWorld, plan: LoadPlan): Promise<Figure[]> {
  const origin = `http://127.0.0.1:${world.worker.port}`
  const headers = world.sellers[0]!.direct('benchProbe')
  const file = session.fileOf('simulation.cpuprofile')
  await askProbe(origin, 'startProfile', {}, headers)
  await world.run(plan)
  await askProbe(origin, 'stopProfile', { file }, headers)

  const shares = profileShares(JSON.parse(readFileSync(file, 'utf8')) as CpuProfile, world.appCode)
  await session.keep('profile', shares)
  const share = (what: string, time: number): Figure => ({ what, value: (100 * time) / shares.busy, unit: '%' })
  const { app, garbage, node, runtime } = shares.self
  return [
    share('of a request: the app and all it calls', shares.belowApp),
    share('  by code that runs: the app', app),
    share('  the runtime and its libraries', runtime),
    share("  Node's own", node),
    share('  garbage collection', garbage),
  ]
}
