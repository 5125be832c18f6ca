import type { Platform } from '../../sandbox/platform/platform'
import type { LoadCommands } from '../load/main'
import type { LoadPlan, LoadResult } from '../load/loadPlan'
import type { OutsideCommands } from '../outside/main'
import type { Remote } from './remote'

/** A seller, ready to be asked. */
export interface BenchSeller {
  readonly account: string
  readonly sellerId: string
  /** Bearer token of its shop at the partner. */
  readonly token: string
  readonly webhookSecret: string
  readonly webhookUrl: string
  readonly edge: string
  /** Path of its fulfillment endpoint at the edge. */
  readonly base: string
  /** Headers the edge gives a request of this tenant. */
  readonly edgeHeaders: Readonly<Record<string, string>>
  /** Headers of a step sent straight to a worker. */
  direct(routeId: string): Record<string, string>
}

export interface BenchWorld {
  readonly platform: Platform
  readonly outside: Remote<OutsideCommands>
  readonly load: Remote<LoadCommands>
  readonly sellers: readonly BenchSeller[]
  /** Folder of the app's compiled code. */
  readonly appCode: string
  readonly worker: { readonly pid: number; readonly port: number }
  run(plan: LoadPlan): Promise<LoadResult>
  /** Puts workers that were started again on their core. */
  pinWorkers(): void
  stop(): Promise<void>
}
