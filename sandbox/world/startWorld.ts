import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import type { Marketplace } from '../marketplace/marketplace'
import { startMarketplace } from '../marketplace/startMarketplace'
import { ownPartner, type OwnPartnerOptions } from '../partner/own/ownPartner'
import { startReferencePartner } from '../partner/reference/startReferencePartner'
import type { PartnerStore } from '../partner/store'
import { asPartnerStore } from '../partner/vendure/asPartnerStore'
import { startVendureStore } from '../partner/vendure/startVendureStore'
import type { Platform } from '../platform/platform'
import { serve } from '../serve/serve'
import { readCatalogFile, skusOf, taxonomyOf, type CatalogFile } from './catalogFile'
import { OperatorApi } from './operatorApi'
import { syncCatalog } from './syncCatalog'

export interface WorldOptions {
  /** Folder of the compiled app. */
  readonly appDir: string
  /** What the store runs on; Vendure when absent. */
  readonly partner?: PartnerStore['kind']
  /** A store that is already running, instead of one of ours. */
  readonly own?: OwnPartnerOptions
  /** Catalogue of the store; its own when absent. */
  readonly catalog?: string
  readonly workers?: number
  /** Seconds between two ticks of the scheduler; 0 = only on demand. */
  readonly tickSeconds?: number
  /** Settings of the seller on top of what is needed. */
  readonly seller?: Readonly<Record<string, unknown>>
  /** Takes one line for people. */
  readonly tell: (line: string) => void
}

/** A store, a marketplace and the connector between them, all on loopback. */
export interface World {
  readonly account: string
  readonly sellerId: string
  readonly store: PartnerStore
  readonly marketplace: Marketplace
  readonly platform: Platform
  readonly edge: string
  readonly endpoint: string
  /** Where the store may send webhooks. */
  readonly webhookUrl: string
  /** Folder with everything the platform keeps: records, logs. */
  readonly data: string
  readonly operator: OperatorApi
  /** Runs a catalog sync to its end. */
  syncCatalog(): Promise<void>
  /** Binds every SKU of the store, as approved suggestions would, without the story of it. */
  bindCatalog(): Promise<void>
  stop(): Promise<void>
}

const ACCOUNT = 'acmemarket'
const SELLER = 'umbuzeiro'
const CURRENCY = 'BRL'
const CATALOG = path.join(__dirname, '..', 'partner', 'vendure', 'catalog.json')

/** Boots the whole world; whatever fails, what was started before it is stopped again. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { tell } = options
  const started: (() => Promise<void> | void)[] = []
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end()
  }
  try {
    const { store, catalog, currency } = await startStore(options)
    started.push(() => store.stop())

    const hosts: { resolve: (host: string) => string | undefined } = { resolve: () => undefined }
    const marketplace = await startMarketplace({
      accounts: [{ account: ACCOUNT, ...taxonomyOf(catalog), salesChannels: [{ id: 1, name: 'Main' }] }],
      resolveHost: (host) => hosts.resolve(host),
    })
    started.push(() => marketplace.close())

    tell('VTEX IO stand-in and the connector in the @vtex/api runtime …')
    const data = mkdtempSync(path.join(tmpdir(), 'external-seller-'))
    started.push(() => rmSync(data, { recursive: true, force: true }))
    const served = await serve(
      {
        appDir: options.appDir,
        data,
        vtex: marketplace.origin,
        port: 0,
        workers: options.workers ?? 1,
        tickSeconds: options.tickSeconds ?? 0,
        events: 'normal',
        vbase: 'normal',
        tenants: [
          { account: ACCOUNT, workspace: 'master', settings: settingsFor(store, { currency, ...options.seller }) },
        ],
      },
      tell,
    )
    started.push(() => served.stop())
    hosts.resolve = (host) => served.platform.resolvePublicHost(host)

    const [tenant] = served.ready.tenants
    const [seller] = tenant.sellers
    if (seller.fulfillmentEndpoint === null) throw new Error('The seller could not be registered')
    const operator = new OperatorApi(tenant.edge, served.platform.operatorToken)
    const sync = () => syncCatalog(operator, SELLER, served.platform, marketplace)
    return {
      account: ACCOUNT,
      sellerId: SELLER,
      store,
      marketplace,
      platform: served.platform,
      edge: tenant.edge,
      endpoint: seller.fulfillmentEndpoint,
      webhookUrl: seller.webhookUrl,
      data,
      operator,
      syncCatalog: sync,
      bindCatalog: async () => {
        for (const sku of skusOf(catalog)) marketplace.bindSku(ACCOUNT, SELLER, sku)
        await sync()
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

interface StartedStore {
  readonly store: PartnerStore
  readonly catalog: CatalogFile
  readonly currency: string
}

async function startStore({ own, partner = 'vendure', tell, ...options }: WorldOptions): Promise<StartedStore> {
  if (own) {
    tell(`Your partner at ${own.url} …`)
    const store = await ownPartner(own)
    return { store, catalog: store.catalog, currency: store.currency }
  }
  const catalog = readCatalogFile(options.catalog ?? CATALOG)
  if (partner === 'seller-api') {
    tell('The reference partner, which speaks the Seller API …')
    return { store: await startReferencePartner({ catalog: options.catalog }), catalog, currency: CURRENCY }
  }
  tell('Vendure store (sql.js), about 8 s …')
  const store = await startVendureStore({ catalog: options.catalog, onLog: () => undefined })
  return { store: asPartnerStore(store), catalog, currency: CURRENCY }
}

const settingsFor = (store: PartnerStore, more: Readonly<Record<string, unknown>> = {}) => ({
  sellers: [
    {
      sellerId: SELLER,
      name: 'Casa Umbuzeiro',
      active: true,
      ...store.sellerSettings,
      country: 'BRA',
      salesChannels: '1',
      cancellation: 'confirm',
      followUpEmail: 'pedidos@casaumbuzeiro.example',
      ...more,
    },
  ],
})
