import { readFileSync } from 'node:fs'

import type { BenchSession, Figure } from '../benchmark'
import type { LoadPlan } from '../load/loadPlan'
import { askProbe } from '../probe/probe'
import { profileShares, type CpuProfile, type ProfileShares } from '../probe/profileShares'
import type { BenchWorld } from '../world/benchWorld'

/** Whose work a request is, by a CPU profile of the worker under the given load; the no-op's beside it, to compare. */
export async function profileFigures(
  session: BenchSession,
  world: BenchWorld,
  plans: { readonly simulation: LoadPlan; readonly noop: LoadPlan },
): Promise<Figure[]> {
  const noop = await oneProfile(session, world, plans.noop, 'noop')
  const ours = await oneProfile(session, world, plans.simulation, 'simulation')
  const share = (what: string, time: number): Figure => ({ what, value: (100 * time) / ours.shares.busy, unit: '%' })
  const perRequest = (what: string, part: (shares: ProfileShares) => number): Figure => ({
    what,
    value: part(ours.shares) / ours.requests - part(noop.shares) / noop.requests,
    unit: 'µs CPU',
  })
  return [
    share('of a request: the app and all it calls', ours.shares.belowApp),
    perRequest('more than the no-op, profiled', ({ busy }) => busy),
    perRequest('  code of the app', ({ self }) => self.app),
    perRequest('  of the runtime and its libraries', ({ self }) => self.runtime),
    perRequest("  of Node's own", ({ self }) => self.node),
    perRequest('  garbage collection', ({ self }) => self.garbage),
  ]
}

/** Profiles and their evaluation are kept. */
async function oneProfile(session: BenchSession, world: BenchWorld, plan: LoadPlan, name: string) {
  const origin = `http://127.0.0.1:${world.worker.port}`
  const headers = world.sellers[0]!.direct('benchProbe')
  const file = session.fileOf(`${name}.cpuprofile`)
  await askProbe(origin, 'startProfile', {}, headers)
  const { latencies } = await world.run(plan)
  await askProbe(origin, 'stopProfile', { file }, headers)
  const shares = profileShares(JSON.parse(readFileSync(file, 'utf8')) as CpuProfile, world.appCode)
  await session.keep(`${name}-profile`, { requests: latencies.length, ...shares })
  return { shares, requests: latencies.length }
}
