import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'

import { readAppBundle } from './appBundle'
import { appSettings } from './appSettings'
import { controlHandler, type Controls } from './control'
import { Courier, type EventMode } from './courier'
import { Edge } from './edge'
import { answerJson } from './httpAnswer'
import { InstallMark } from './installMark'
import { licenseManager } from './licenseManager'
import { listenOnLoopback, type LoopbackServer } from './loopbackServer'
import { OutboundPolicies } from './outboundPolicies'
import { OutboundProxy, type Service, type ServiceCall } from './outboundProxy'
import { PartnerNames } from './partnerNames'
import { PlatformLog, type LogLine } from './platformLog'
import { SandboxClock } from './sandboxClock'
import { Scheduler, type FiredJob } from './scheduler'
import { SeededRandom } from './seededRandom'
import { storedDocuments } from './storedDocuments'
import { publicHost, Tenants, type Tenant } from './tenant'
import { TokenRegistry } from './tokenRegistry'
import { VBase, type VBaseMode } from './vbase'
import { VBaseFiles } from './vbaseFiles'
import { vtexId } from './vtexId'
import { modulesOf, WorkerPool, type LiveWorker } from './workerPool'

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
  readonly pids: { readonly main: number; readonly workers: readonly number[] }
  /** Workers that can take requests at their own ports, past the edge. */
  readonly workers: readonly LiveWorker[]
  /** Loopback origin behind a public store host, or behind a partner's sandbox name; undefined for any other. */
  resolvePublicHost(host: string): string | undefined
  /** Fires every stored job of every tenant once. */
  tick(): Promise<FiredJob[]>
  /** Moves the app's time; resolves when every worker goes by it. */
  advanceClock(seconds: number): Promise<void>
  setEvents(mode: EventMode): void
  setVBase(mode: VBaseMode): void
  /** Sends an event as the platform or another app would, to one account and workspace or to all. */
  fireEvent(sender: string, key: string, body: unknown, to?: { account: string; workspace: string }): void
  /** Resolves when no accepted event waits for delivery. */
  eventsSettled(): Promise<void>
  /** Replaces a tenant's app settings, as saving the form in Admin does. */
  changeSettings(account: string, workspace: string, settings: Readonly<Record<string, unknown>>): void
  log(source?: string): readonly LogLine[]
  stop(): Promise<void>
}

const DEFAULT_WORKSPACE = 'master'

/**
 * Boots the app in the real runtime, with everything around it that VTEX IO would be (PLATFORM §10).
 * @throws Error when a port is taken or the app does not boot (with what it printed)
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const bundle = readAppBundle(options.appDir)
  const { dataDir } = options
  const production = options.production ?? true
  mkdirSync(dataDir, { recursive: true })
  const log = new PlatformLog(join(dataDir, 'logs'))
  const clock = new SandboxClock(dataDir)
  const random = new SeededRandom(options.seed ?? 1)
  const tokens = new TokenRegistry(options.operatorToken)
  const partners = new PartnerNames()
  const tenants = new Tenants(options.tenants.map((tenant) => makeTenant(tenant, tokens, partners)))

  const edgeOrigins = new Map<Tenant, string>()
  const resolvePublicHost = (host: string) => {
    const tenant = tenants.ofHost(host)
    return tenant ? edgeOrigins.get(tenant) : partners.resolve(host)
  }

  const files = new VBaseFiles(join(dataDir, 'vbase'))
  const vbase = new VBase(bundle, files, random, options.vbaseLatencyMs ?? 0)
  vbase.mode = options.vbase ?? 'normal'
  const scheduler = new Scheduler({
    dataDir,
    clock,
    log,
    resolveHost: resolvePublicHost,
    tickSeconds: options.tickSeconds ?? 0,
  })

  const servers: LoopbackServer[] = []
  const closing: (() => void | Promise<void>)[] = []
  const stop = async () => {
    scheduler.stop()
    for (const close of closing.splice(0)) await close()
    await Promise.all(servers.splice(0).map((server) => server.close()))
    await log.close()
    rmSync(join(options.appDir, 'users', String(process.pid)), { force: true })
  }

  try {
    // The proxy listens before the workers exist that it serves, and needs what is made with them.
    let proxyHandler: RequestListener = (_request, response) => answerJson(response, 503, { message: 'starting' })
    const proxyServer = await listenOnLoopback((request, response) => proxyHandler(request, response))
    servers.push(proxyServer)
    const workers = new WorkerPool({
      bundle,
      count: options.workers ?? 1,
      proxyOrigin: proxyServer.origin,
      production,
      log,
      clock,
      modulesDir: modulesOf(bundle.dir),
    })
    closing.push(() => workers.stop())

    const courier = new Courier({ bundle, tenants, workers, production, random, log, dataDir })
    courier.mode = options.events ?? 'normal'
    closing.push(() => courier.stop())
    const edge = new Edge({ bundle, tenants, workers, tokens, production, clock, log })
    const proxy = new OutboundProxy({
      tenants,
      tokens,
      policies: new OutboundPolicies(bundle),
      infra: firstThatAnswers(vbase.handle, courier.handle, appSettings(bundle)),
      janus: firstThatAnswers(scheduler.handle, vtexId(tokens), licenseManager(tokens)),
      privateApp: (request, response, path) => edge.handlePrivate(request, response, path),
      marketplaceOrigin: options.marketplaceUrl,
      resolveHost: resolvePublicHost,
      log,
    })
    closing.push(
      () => edge.close(),
      () => proxy.close(),
    )
    proxyHandler = guarded((request, response) => proxy.handle(request, response), log)
    proxyServer.server.on('connect', (_request, socket) => {
      log.note('Outbound CONNECT refused: https:// targets bypass the platform')
      socket.end('HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    })

    for (const [index, tenant] of tenants.all.entries()) {
      const port = options.tenants[index]!.port ?? (options.port ? options.port + index : 0)
      const server = await listenOnLoopback(
        guarded((request, response) => edge.handle(request, response, tenant), log),
        port,
      )
      servers.push(server)
      edgeOrigins.set(tenant, server.origin)
    }

    markInUse(options.appDir)
    await workers.start()
    const controls: Controls = {
      clock,
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
      storedDocuments: (prefix) => storedDocuments(files, prefix),
      log: (source) => log.recent(source),
    }
    const control = await listenOnLoopback(guarded(controlHandler(controls), log))
    servers.push(control)

    courier.resume()
    await new InstallMark(dataDir, bundle.id).firstTime(tenants.all, (tenant) =>
      courier.fire('apps', 'setup', { to: { id: bundle.id, registry: 'sandbox' } }, tenant),
    )
    scheduler.start()

    return {
      ...controls,
      control: control.origin,
      operatorToken: tokens.operator,
      clerkToken: tokens.clerk,
      shopperToken: tokens.shopper,
      tenants: tenants.all.map((tenant) => ({
        account: tenant.account,
        workspace: tenant.workspace,
        host: tenant.host,
        edge: edgeOrigins.get(tenant)!,
      })),
      get pids() {
        return { main: process.pid, workers: workers.pids }
      },
      get workers() {
        return workers.live
      },
      resolvePublicHost,
      fireEvent: (sender, key, body, to) =>
        courier.fire(sender, key, body, to ? requireTenant(tenants, to.account, to.workspace) : undefined),
      eventsSettled: () => courier.settled(),
      changeSettings: (account, workspace, settings) => {
        requireTenant(tenants, account, workspace).settings = platformSettings(settings, workspace, partners)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function makeTenant(
  { account, workspace = DEFAULT_WORKSPACE, settings }: TenantOptions,
  tokens: TokenRegistry,
  partners: PartnerNames,
): Tenant {
  return {
    account,
    workspace,
    host: publicHost(account, workspace),
    appToken: tokens.issueAppToken(account, workspace),
    settings: platformSettings(settings, workspace, partners),
  }
}

/** Sellers may be registered in `master` only unless a setting allows the workspace (DESIGN D4): whoever serves one means it. */
function platformSettings(settings: TenantOptions['settings'], workspace: string, partners: PartnerNames) {
  const renamed = partners.rename(settings)
  const mustAllow = workspace !== DEFAULT_WORKSPACE && renamed.allowedWorkspaces === undefined
  return mustAllow ? { ...renamed, allowedWorkspaces: workspace } : renamed
}

const firstThatAnswers =
  (...services: readonly Service[]): Service =>
  async (call: ServiceCall) => {
    for (const service of services) {
      if (await service(call)) return true
    }
    return false
  }

/** A fault of the stand-in itself is answered and noted; it must not end the process. */
const guarded =
  (handler: (request: IncomingMessage, response: ServerResponse) => unknown, log: PlatformLog): RequestListener =>
  (request, response) => {
    const failed = (error: Error & { code?: string }) => {
      if (request.destroyed && error.code === 'ECONNRESET') return
      log.note(`The stand-in failed: ${error.stack ?? error.message}`)
      answerJson(response, 500, { code: 'StandInFailed', message: error.message })
    }
    try {
      void Promise.resolve(handler(request, response)).catch(failed)
    } catch (error) {
      failed(error as Error)
    }
  }

function requireTenant(tenants: Tenants, account: string, workspace: string): Tenant {
  const tenant = tenants.of(account, workspace)
  if (!tenant) throw new Error(`There is no tenant ${account}/${workspace}`)
  return tenant
}

/** Keeps the launcher from removing a build that workers may still be started from. */
function markInUse(appDir: string) {
  mkdirSync(join(appDir, 'users'), { recursive: true })
  writeFileSync(join(appDir, 'users', String(process.pid)), '')
}
