import type { AppBundle } from './appBundle'
import type { PlatformLog } from './platformLog'
import type { SandboxClock } from './sandboxClock'

export interface WorkerOptions {
  readonly bundle: AppBundle
  readonly count: number
  /** Where every outgoing call of each process goes, in the order of the processes. */
  readonly proxyOrigins: readonly string[]
  /** Milliseconds by which each process's clock differs from the sandbox's; 0 where absent. */
  readonly clockSkewsMs: readonly number[]
  readonly production: boolean
  readonly log: PlatformLog
  readonly clock: SandboxClock
  /** Holds `@vtex/api` when it cannot be found by climbing from the build. */
  readonly modulesDir: string
}
