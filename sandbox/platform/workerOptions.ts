import type { AppBundle } from './appBundle'
import type { PlatformLog } from './platformLog'
import type { SandboxClock } from './sandboxClock'

export interface WorkerOptions {
  readonly bundle: AppBundle
  readonly count: number
  /** Where every outgoing call of the app goes. */
  readonly proxyOrigin: string
  readonly production: boolean
  readonly log: PlatformLog
  readonly clock: SandboxClock
  /** Holds `@vtex/api` when it cannot be found by climbing from the build. */
  readonly modulesDir: string
}
