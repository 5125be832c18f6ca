import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import type { Marketplace } from '../marketplace/marketplace'
import { startMarketplace } from '../marketplace/startMarketplace'
import { startReferencePartner, type ReferencePartner } from '../partner/reference/startReferencePartner'
import type { Platform } from '../platform/platform'
import { startPlatform } from '../platform/startPlatform'
import { registerSeller } from '../serve/registerSeller'
import { readCatalogFile, taxonomyOf } from '../world/catalogFile'
import { OperatorApi } from '../world/operatorApi'
import { syncCatalog } from '../world/syncCatalog'
import type { ChaosOptions } from './chaosOptions'
import { Wires } from './wires'

export const ACCOUNT = 'acmemarket'
export const SELLER = 'umbuzeiro'
/** Enough for everybody, and one that is not. */
export const PLENTY = ['REDE-CRU-CASAL', 'CAM-MAND-P', 'CAFE-MANT-500'] as const
export const SCARCE = 'PANELA-BARRO-4L'
export const SKUS: readonly string[] = [...PLENTY, SCARCE]

/** All the secrets the app gets to see: none may be found in what it wrote. */
export const SECRETS = {
  token: 'chaos-partner-token-5f1c9a',
  webhookSecret: 'whsec_Y2hhb3Mtd2ViaG9vay1zZWNyZXQtMDAwMDAwMDA=',
}

const CATALOG = path.join(__dirname, '..', 'partner', 'vendure', 'catalog.json')
/** Within what a lease forgives (decision 0003). */
const SKEWS_MS = [0, 1_200]
const PLENTY_ON_HAND = 100_000
const ANY_RATE = 1_000_000
/** Twice the default: whether an order is placed shall be decided by the faults, not by how busy the machine is. */
const PLACEMENT_DEADLINE_MS = 4_000
const SIMULATION_TIMEOUT_MS = 5_000

export interface ChaosWorld {
  readonly marketplace: Marketplace
  readonly partner: ReferencePartner
  readonly platform: Platform
  readonly wires: Wires
  /** Folder with everything the platform keeps. */
  readonly data: string
  /** Units of each SKU that were free before the first order. */
  readonly freeAtStart: ReadonlyMap<string, number>
  /** The key in the seller's endpoint. */
  readonly accessKey: string
  /** Moves the time of everybody. */
  jump(seconds: number): Promise<void>
  /** The app is linked anew: its event sets the seller up once more. */
  setUpAgain(): Promise<void>
  /** The operator asks for a look at the partner's catalog; whether anybody is up to hear it or not. */
  syncAgain(): Promise<void>
  stop(): Promise<void>
}

/** The reference partner, a marketplace and the connector in two processes, with wires between them that break. */
export async function startChaosWorld(options: ChaosOptions, appDir: string): Promise<ChaosWorld> {
  const started: (() => Promise<void> | void)[] = []
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end()
  }
  try {
    const partner = await startReferencePartner({ token: SECRETS.token, rateLimit: ANY_RATE, onLog: () => undefined })
    started.push(() => partner.stop())
    for (const sku of PLENTY) await partner.staff.setStock(sku, PLENTY_ON_HAND)
    await partner.staff.setStock(SCARCE, Math.ceil(options.orders / 25))
    const freeAtStart = new Map<string, number>()
    for (const sku of SKUS) freeAtStart.set(sku, await partner.staff.freeStock(sku))

    // The wires are laid before the platform is up that they lead to.
    const up: { platform?: Platform } = {}
    const jump = async (seconds: number) => {
      await Promise.all([up.platform?.advanceClock(seconds), partner.advanceClock(seconds)])
    }
    const wires = new Wires(options, {
      pidOf: (worker) => liveOnly(up.platform, worker),
      jump,
    })
    started.push(() => wires.close())
    wires.faults.calm = true
    const toEdge = () => up.platform!.tenants[0]!.edge
    const marketplaceWay = await wires.inward('marketplace', toEdge)
    const webhookWay = await wires.inward('partner', toEdge)

    const catalog = readCatalogFile(CATALOG)
    const marketplace = await startMarketplace({
      accounts: [{ account: ACCOUNT, ...taxonomyOf(catalog), salesChannels: [{ id: 1, name: 'Main' }] }],
      resolveHost: (host) => (host.endsWith('.myvtex.com') ? marketplaceWay : up.platform?.resolvePublicHost(host)),
      now: () => up.platform?.clock.now() ?? Date.now(),
      simulationTimeoutMs: SIMULATION_TIMEOUT_MS,
    })
    started.push(() => marketplace.close())

    const data = mkdtempSync(path.join(tmpdir(), 'external-seller-chaos-'))
    started.push(() => rmSync(data, { recursive: true, force: true }))
    const platform = await startPlatform({
      appDir,
      dataDir: data,
      marketplaceUrl: marketplace.origin,
      workers: 2,
      clockSkewsMs: SKEWS_MS,
      wayOut: (worker, origin) => wires.outward(worker, origin),
      tenants: [{ account: ACCOUNT, settings: { sellers: [sellerSettings(partner)] } }],
    })
    up.platform = platform
    started.push(() => platform.stop())
    const [{ edge }] = platform.tenants
    const { fulfillmentEndpoint } = await registerSeller(edge, platform.operatorToken, SELLER, undefined)
    for (const sku of SKUS) marketplace.bindSku(ACCOUNT, SELLER, sku)
    await partner.announceTo(`${webhookWay}/_v/external-seller/v1/webhooks/${SELLER}`, SECRETS.webhookSecret)
    // From now on each change of stock, so each order, is told to the marketplace.
    const operator = new OperatorApi(edge, platform.operatorToken)
    await syncCatalog(operator, SELLER, platform, marketplace)
    const accessKey = new URL(fulfillmentEndpoint).pathname.split('/')[5]!
    const setUpAgain = () => platform.changeInstallation(ACCOUNT, 'master', 'link')
    const syncAgain = () => operator.startCatalogSync(SELLER, 'delta').then(nothing, nothing)
    return { marketplace, partner, platform, wires, data, freeAtStart, accessKey, jump, setUpAgain, syncAgain, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const nothing = () => undefined

/** A process id may be used again once its process is gone: only one that is up is ever signalled. */
function liveOnly(platform: Platform | undefined, worker: number): number | undefined {
  const pid = platform?.pids.workers[worker]
  return platform?.workers.some((live) => live.pid === pid) ? pid : undefined
}

const sellerSettings = ({ url }: ReferencePartner) => ({
  sellerId: SELLER,
  name: 'Casa Umbuzeiro',
  active: true,
  platform: 'seller-api',
  partnerUrl: url,
  token: SECRETS.token,
  webhookSecret: SECRETS.webhookSecret,
  currency: 'BRL',
  country: 'BRA',
  salesChannels: '1',
  cancellation: 'confirm',
  placementDeadlineMs: PLACEMENT_DEADLINE_MS,
  followUpEmail: 'pedidos@casaumbuzeiro.example',
})
