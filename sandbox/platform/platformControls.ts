import type { Controls } from './control'
import type { Courier } from './courier'
import type { Installations } from './installations'
import type { LicenseManager } from './licenseManager'
import { BROADCAST_SENDER, broadcastBody, broadcastTopics } from './ordersBroadcast'
import type { PlatformLog } from './platformLog'
import type { SandboxClock } from './sandboxClock'
import type { Scheduler } from './scheduler'
import { storedDocuments } from './storedDocuments'
import type { Tenants } from './tenant'
import type { VBase } from './vbase'
import type { VBaseFiles } from './vbaseFiles'
import type { WorkerPool } from './workerPool'

export interface PlatformParts {
  readonly clock: SandboxClock
  readonly courier: Courier
  readonly files: VBaseFiles
  readonly installations: Installations
  readonly licenseManager: LicenseManager
  readonly log: PlatformLog
  readonly scheduler: Scheduler
  readonly tenants: Tenants
  readonly vbase: VBase
  readonly workers: WorkerPool
}

/** What a test or an operator of the stand-in can do to a running platform. */
export function platformControls(parts: PlatformParts): Controls {
  const { clock, courier, files, installations, licenseManager, log, scheduler, tenants, vbase, workers } = parts
  return {
    clock,
    get pids() {
      return { main: process.pid, workers: workers.pids }
    },
    tick: () => scheduler.fireAll(),
    advanceClock: async (seconds) => {
      await clock.advance(seconds)
      await workers.shiftClocks()
    },
    setEvents: (mode) => {
      courier.mode = mode
    },
    setVBase: (mode) => {
      vbase.mode = mode
    },
    broadcastOrder: (account, change) => {
      const tenant = tenants.require(account, 'master')
      for (const topic of broadcastTopics(change)) courier.fire(BROADCAST_SENDER, topic, broadcastBody(change), tenant)
    },
    changeInstallation: async (account, workspace, change) => {
      const tenant = tenants.require(account, workspace)
      if (change === 'link') installations.link(tenant)
      else await installations[change](tenant)
    },
    jobs: () => scheduler.stored(),
    loseJobs: (account) => scheduler.forget(account),
    denyResource: (key) => licenseManager.deny(key),
    grantResource: (key) => licenseManager.grant(key),
    storedDocuments: (prefix) => storedDocuments(files, prefix),
    log: (source) => log.recent(source),
  }
}
