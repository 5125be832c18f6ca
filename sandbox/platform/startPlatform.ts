import { mkdirSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'

import { readAppBundle } from './appBundle'
import { appSettings } from './appSettings'
import { markBuildInUse, unmarkBuild } from './buildInUse'
import { controlHandler } from './control'
import { Courier } from './courier'
import { Edge } from './edge'
import { firstThatAnswers } from './firstThatAnswers'
import { guarded } from './guarded'
import { answerJson } from './httpAnswer'
import { Installations } from './installations'
import { LicenseManager } from './licenseManager'
import { listenOnLoopback, type LoopbackServer } from './loopbackServer'
import { makeTenant, platformSettings } from './makeTenant'
import { modulesOf } from './modulesOf'
import { OutboundPolicies } from './outboundPolicies'
import { OutboundProxy } from './outboundProxy'
import { PartnerNames } from './partnerNames'
import type { Platform, PlatformOptions } from './platform'
import { platformControls } from './platformControls'
import { PlatformLog } from './platformLog'
import { SandboxClock } from './sandboxClock'
import { Scheduler } from './scheduler'
import { SeededRandom } from './seededRandom'
import { Tenants, type Tenant } from './tenant'
import { TokenRegistry } from './tokenRegistry'
import { VBase } from './vbase'
import { VBaseFiles } from './vbaseFiles'
import { vtexId } from './vtexId'
import { WorkerPool } from './workerPool'

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
  const moved = new Map<string, string | undefined>()
  const resolvePublicHost = (host: string) => {
    if (moved.has(host)) return moved.get(host)
    const tenant = tenants.ofHost(host)
    return tenant ? edgeOrigins.get(tenant) : partners.resolve(host)
  }

  const files = new VBaseFiles(join(dataDir, 'vbase'))
  const vbase = new VBase(bundle, files, random, options.vbaseLatencyMs ?? 0)
  vbase.mode = options.vbase ?? 'normal'
  const licenseManager = new LicenseManager(tokens)
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
    unmarkBuild(options.appDir)
  }

  try {
    // The proxy listens before the workers exist that it serves, and needs what is made with them.
    let proxyHandler: RequestListener = (_request, response) => answerJson(response, 503, { message: 'starting' })
    const proxyServer = await listenOnLoopback((request, response) => proxyHandler(request, response))
    servers.push(proxyServer)
    const count = options.workers ?? 1
    const { wayOut = (_worker, origin) => Promise.resolve(origin) } = options
    const workers = new WorkerPool({
      bundle,
      count,
      proxyOrigins: await Promise.all(Array.from({ length: count }, (_, index) => wayOut(index, proxyServer.origin))),
      clockSkewsMs: options.clockSkewsMs ?? [],
      production,
      log,
      clock,
      modulesDir: modulesOf(bundle.dir),
    })
    closing.push(() => workers.stop())

    const courier = new Courier({ bundle, tenants, workers, production, random, log, dataDir })
    courier.mode = options.events ?? 'normal'
    closing.push(() => courier.stop())
    const edge = new Edge({ bundle, tenants, workers, tokens, production, clock })
    const proxy = new OutboundProxy({
      tenants,
      tokens,
      policies: new OutboundPolicies(bundle),
      infra: firstThatAnswers(vbase.handle, courier.handle, appSettings(bundle)),
      janus: firstThatAnswers(scheduler.handle, vtexId(tokens), licenseManager.handle),
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

    markBuildInUse(options.appDir)
    await workers.start()
    const installations = new Installations(dataDir, bundle.id, courier)
    const controls = platformControls({
      clock,
      courier,
      files,
      installations,
      licenseManager,
      log,
      scheduler,
      tenants,
      vbase,
      workers,
    })
    const control = await listenOnLoopback(guarded(controlHandler(controls), log))
    servers.push(control)

    courier.resume()
    await installations.start(tenants.all)
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
        return controls.pids
      },
      get workers() {
        return workers.live
      },
      resolvePublicHost,
      movePublicHost: (host, origin) => void moved.set(host, origin),
      returnPublicHost: (host) => void moved.delete(host),
      fireEvent: (sender, key, body, to) =>
        courier.fire(sender, key, body, to ? tenants.require(to.account, to.workspace) : undefined),
      eventsSettled: () => courier.settled(),
      changeSettings: (account, workspace, settings) => {
        tenants.require(account, workspace).settings = platformSettings(settings, workspace, partners)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
