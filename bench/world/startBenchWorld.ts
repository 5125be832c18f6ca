import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { appBuild } from '../../sandbox/platform/appBuild'
import type { Platform } from '../../sandbox/platform/platform'
import { startPlatform } from '../../sandbox/platform/startPlatform'
import { registerSeller } from '../../sandbox/serve/registerSeller'
import type { LoadCommands } from '../load/main'
import type { OutsideCommands } from '../outside/main'
import { askProbe } from '../probe/probe'
import { makeProbedBuild } from '../probe/probedBuild'
import type { BenchSeller, BenchWorld } from './benchWorld'
import { findCores } from './cores'
import { startRemote } from './remote'

export interface BenchWorldOptions {
  /** One account with one seller each. */
  readonly tenants?: number
  /** Of each seller. */
  readonly skus: number
  readonly workers?: number
  /** Whether the marketplace starts without any SKU; else it sells all of them. */
  readonly emptyMarketplace?: boolean
  /** App settings besides the sellers, and settings of each seller. */
  readonly settings?: object
  readonly sellerSettings?: object
}

const SELLER = 'northwind'

/** Boots everything; what was started is stopped again when something fails. */
export async function startBenchWorld(options: BenchWorldOptions): Promise<BenchWorld> {
  const { emptyMarketplace, skus, tenants = 1, workers = 1 } = options
  const cores = findCores()
  const started: (() => void | Promise<void>)[] = []
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end()
  }
  try {
    cores.load(process.pid)
    const build = makeProbedBuild(await appBuild())
    started.push(() => build.remove())
    const outside = startRemote<OutsideCommands>(join(__dirname, '..', 'outside', 'main.ts'))
    started.push(() => outside.stop())
    const load = startRemote<LoadCommands>(join(__dirname, '..', 'load', 'main.ts'))
    started.push(() => load.stop())

    const accounts = Array.from({ length: tenants }, (_, index) => ({
      account: `market${index}`,
      token: randomBytes(24).toString('base64url'),
      webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
    }))
    const ports = await outside.call('open', {
      shops: accounts.map(({ token }) => ({ token, skus })),
      empty: emptyMarketplace,
    })
    const dataDir = mkdtempSync(join(tmpdir(), 'connector-bench-'))
    started.push(() => rmSync(dataDir, { recursive: true, force: true }))
    const platform = await startPlatform({
      appDir: build.dir,
      dataDir,
      workers,
      marketplaceUrl: `http://127.0.0.1:${ports.marketplacePort}`,
      tenants: accounts.map(({ account, ...secrets }) => ({
        account,
        settings: {
          ...options.settings,
          sellers: [sellerSettings(secrets, ports.partnerPort, options.sellerSettings)],
        },
      })),
    })
    started.push(() => platform.stop())
    const pinWorkers = () => platform.workers.forEach(({ pid }) => cores.serve(pid))
    pinWorkers()

    const sellers: BenchSeller[] = []
    for (const account of accounts) sellers.push(await openSeller(platform, account))
    await outside.call('takeCalls', undefined)
    return {
      platform,
      outside,
      load,
      sellers,
      appCode: build.appCode,
      get worker() {
        return platform.workers[0]!
      },
      run: (plan) => load.call('run', plan),
      pinWorkers,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

const sellerSettings = (secrets: { token: string; webhookSecret: string }, partnerPort: number, others?: object) => ({
  sellerId: SELLER,
  name: 'Northwind',
  active: true,
  platform: 'seller-api',
  partnerUrl: `http://127.0.0.1:${partnerPort}`,
  ...secrets,
  currency: 'BRL',
  country: 'BRA',
  salesChannels: '1',
  cancellation: 'confirm',
  ...others,
})

async function openSeller(
  platform: Platform,
  { account, token, webhookSecret }: { account: string; token: string; webhookSecret: string },
): Promise<BenchSeller> {
  const { edge } = platform.tenants.find((tenant) => tenant.account === account)!
  const { fulfillmentEndpoint, problem } = await registerSeller(edge, platform.operatorToken, SELLER, undefined)
  if (problem) throw new Error(`The seller is not ready: ${problem}`)
  const base = new URL(fulfillmentEndpoint).pathname
  const [, accessKey] = /\/northwind\/([^/]+)\/api$/.exec(base) ?? []
  const edgeHeaders = platformHeaders(await askProbe<Record<string, string>>(edge, 'headers'))
  return {
    account,
    sellerId: SELLER,
    token,
    webhookSecret,
    webhookUrl: `${edge}/_v/external-seller/v1/webhooks/${SELLER}`,
    edge,
    base,
    edgeHeaders,
    direct: (routeId) => ({
      ...edgeHeaders,
      'content-type': 'application/json',
      'x-colossus-route-id': routeId,
      'x-colossus-params': `sellerId=${SELLER}&accessKey=${encodeURIComponent(accessKey ?? '')}`,
    }),
  }
}

/** What the edge adds; not the caller's own, nor what is of one request. */
const platformHeaders = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => /^(host|x-(vtex|colossus|forwarded|request)-.*)$/.test(name)),
  )
