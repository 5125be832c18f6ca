import type { Controls } from './control'
import type { EventMode } from './courier'
import type { LogLine } from './platformLog'
import type { OrderBroadcast } from './ordersBroadcast'
import type { FiredJob, StoredJob } from './scheduler'
import type { VBaseMode } from './vbase'
import type { LiveWorker } from './workerSlot'

export interface TenantOptions {
  readonly account: string
  /** Default `master`. */
  readonly workspace?: string
  /** App settings as Admin would store them; a partner may be `http://127.0.0.1:PORT`. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Port of this tenant's edge; default: the next after `port`, or any free one. */
  readonly port?: number
}

export interface PlatformOptions {
  /** Folder of a build (`node scripts/buildApp.mjs` prints it). */
  readonly appDir: string
  /** Everything that is kept: VBase, events, jobs, logs. */
  readonly dataDir: string
  readonly tenants: readonly TenantOptions[]
  /** Where VTEX APIs the stand-in does not answer itself go. */
  readonly marketplaceUrl: string
  /** Port of the first tenant's edge, the others follow; 0 (default): free ports. */
  readonly port?: number
  readonly workers?: number
  /** Seconds between two rounds of the scheduler; 0 (default): only on `tick()`. */
  readonly tickSeconds?: number
  readonly events?: EventMode
  readonly vbase?: VBaseMode
  /** Added to every VBase call, in milliseconds. */
  readonly vbaseLatencyMs?: number
  readonly production?: boolean
  /** Puts something between a worker and its only way out: gets that way's origin, answers the one the worker uses. */
  readonly wayOut?: (worker: number, origin: string) => Promise<string>
  /** Milliseconds by which each worker's clock runs ahead of the sandbox's, or behind it. */
  readonly clockSkewsMs?: readonly number[]
  /** Of injected faults. */
  readonly seed?: number
  /** A token that was given out before. */
  readonly operatorToken?: string
}

export interface PlatformTenant {
  readonly account: string
  readonly workspace: string
  /** Origin on loopback. */
  readonly edge: string
  /** `{workspace}--{account}.myvtex.com` */
  readonly host: string
}

export type InstallationChange = 'install' | 'uninstall' | 'link'

/** A running stand-in of VTEX IO with the app in it. */
export interface Platform extends Controls {
  /** Origin of the control server. */
  readonly control: string
  /** Of an Admin user who may do everything. */
  readonly operatorToken: string
  /** Of an Admin user who may do nothing. */
  readonly clerkToken: string
  /** Of somebody who buys in the store. */
  readonly shopperToken: string
  readonly tenants: readonly PlatformTenant[]
  /** Workers that can take requests at their own ports, past the edge. */
  readonly workers: readonly LiveWorker[]
  /** Loopback origin behind a public store host, or behind a partner's sandbox name; undefined for any other. */
  resolvePublicHost(host: string): string | undefined
  /** A public host leads to another server on loopback, or to none (undefined), as after a wrong change of DNS or proxy. */
  movePublicHost(host: string, origin: string | undefined): void
  /** It leads where it belongs again. */
  returnPublicHost(host: string): void
  /** Fires every stored job of every tenant once. */
  tick(): Promise<FiredJob[]>
  /** Moves the app's time; resolves when every worker goes by it. */
  advanceClock(seconds: number): Promise<void>
  setEvents(mode: EventMode): void
  setVBase(mode: VBaseMode): void
  /** Sends an event as the platform or another app would, to one account and workspace or to all. */
  fireEvent(sender: string, key: string, body: unknown, to?: { account: string; workspace: string }): void
  /** Tells the app a status change as `vtex.orders-broadcast` does, in master only (PLATFORM §5). */
  broadcastOrder(account: string, change: OrderBroadcast): void
  /** Uninstalls the app, installs it (again), or links it; settings, records and jobs stay. */
  changeInstallation(account: string, workspace: string, change: InstallationChange): Promise<void>
  /** The scheduler's jobs, without their bearers. */
  jobs(): readonly StoredJob[]
  /** The scheduler loses an account's jobs; returns how many there were. */
  loseJobs(account: string): Promise<number>
  /** Takes a License Manager resource, by its key, from the operator's role. */
  denyResource(key: string): void
  grantResource(key: string): void
  /** Resolves when no accepted event waits for delivery. */
  eventsSettled(): Promise<void>
  /** Replaces a tenant's app settings, as saving the form in Admin does. */
  changeSettings(account: string, workspace: string, settings: Readonly<Record<string, unknown>>): void
  log(source?: string): readonly LogLine[]
  stop(): Promise<void>
}
