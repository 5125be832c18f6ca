import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import type { Marketplace } from '../../sandbox/marketplace/marketplace'
import { startMarketplace } from '../../sandbox/marketplace/startMarketplace'
import { serve, type Served } from '../../sandbox/serve/serve'
import { PlainShop, SHOP_TOKEN } from '../partner/sellerApi/plainShop'
import { ScriptedPartner } from '../partner/sellerApi/scriptedPartner'
import { appDir, until } from './journey'

const ACCOUNT = 'twosellers'
const SELLERS = ['north', 'south'] as const
const SKUS = 120
const BOUND = 20
/** So short that it is soon seen which replica works on a seller. */
const PAGE = 5
const MOST_STARTS = 30
const PER_SECOND = 20
/** Calls that are on their way arrive together when the machine is busy: as many as two processes have open. */
const ON_THE_WAY = 16
const SPAN_MS = 3_000
const RETRY_AFTER_S = 3
/** Calls of a replica that was not told yet. */
const ON_THE_WAY_MS = 1_000

describe('two sellers of one account whose catalogues two replicas bring to the marketplace', () => {
  let marketplace: Marketplace
  let served: Served
  const partners: ScriptedPartner[] = []
  const data = mkdtempSync(path.join(tmpdir(), 'external-seller-'))

  beforeAll(async () => {
    const hosts: { resolve: (host: string) => string | undefined } = { resolve: () => undefined }
    marketplace = await startMarketplace({
      accounts: [
        {
          account: ACCOUNT,
          salesChannels: [{ id: 1, name: 'Main' }],
          categories: [{ id: 1, path: 'Home' }],
          brands: [{ id: 1, name: 'Plain' }],
        },
      ],
      resolveHost: (host) => hosts.resolve(host),
    })
    const perMinute = PER_SECOND * 60
    const limits = {
      catalogCallsPerMinute: perMinute,
      suggestionsPerMinute: perMinute,
      notificationsPerMinute: perMinute,
    }
    served = await serve(
      {
        appDir: appDir(),
        data,
        vtex: marketplace.origin,
        port: 0,
        workers: 2,
        tickSeconds: 0,
        events: 'normal',
        vbase: 'normal',
        tenants: [
          {
            account: ACCOUNT,
            workspace: 'master',
            settings: { sellers: await Promise.all(SELLERS.map(sellerOf)), ...limits },
          },
        ],
      },
      () => undefined,
    )
    hosts.resolve = (host) => served.platform.resolvePublicHost(host)
    for (const seller of SELLERS) {
      for (const sku of skusOf(seller).slice(0, BOUND)) marketplace.bindSku(ACCOUNT, seller, sku)
    }
    await workOnBoth()
    // The first refusal ends the limit: what was allowed before and after it is the connector's own pace.
    marketplace.limitRate('changeNotification', { perMinute: SKUS / 2, retryAfterSeconds: RETRY_AFTER_S })
    await until(
      () => operation(SELLERS[0], 'catalog').then(() => refusals().length),
      (count) => count > 0,
    )
    marketplace.limitRate('changeNotification', undefined)
    await until(
      async () => {
        await served.platform.tick()
        return Promise.all(SELLERS.map((seller) => operation(seller, 'catalog')))
      },
      (all) => all.every(({ state }) => state === 'idle'),
    )
    await served.platform.eventsSettled()
  }, 180_000)

  afterAll(async () => {
    await served?.stop()
    await marketplace?.close()
    for (const partner of partners) await partner.close()
    rmSync(data, { recursive: true, force: true })
  })

  async function sellerOf(sellerId: string) {
    const shop = new PlainShop()
    shop.pageLength = PAGE
    shop.shelf.clear()
    for (const [index, sku] of skusOf(sellerId).entries()) shop.shelf.set(sku, { price: 4_590 + index, stock: 100 })
    const partner = new ScriptedPartner(shop.scripts)
    partners.push(partner)
    return {
      sellerId,
      platform: 'seller-api',
      partnerUrl: await partner.open(),
      token: SHOP_TOKEN,
      currency: 'BRL',
      country: 'BRA',
      salesChannels: '1',
    }
  }

  const skusOf = (seller: string) => Array.from({ length: SKUS }, (_, n) => `${seller}-${String(n).padStart(3, '0')}`)

  const operation = (seller: string, name: string, body?: object) =>
    fetch(`${served.ready.tenants[0]!.edge}/_v/private/external-seller/v1/sellers/${seller}/${name}`, {
      headers: { 'content-type': 'application/json', VtexIdclientAutCookie: served.platform.operatorToken },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    }).then(async (response) => (await response.json()) as Record<string, unknown>)

  const calls = (...steps: string[]) =>
    marketplace
      .journal(ACCOUNT)
      .filter(({ direction, step }) => direction === 'in' && steps.includes(step))
      .map(({ at, ...call }) => ({ ...call, at: Date.parse(at) }))
  const refusals = () => calls('changeNotification').filter(({ status }) => status === 429)

  /** Which replica gets an event is chance: the second run is begun again until it is not that of the first. */
  async function workOnBoth() {
    const [north, south] = SELLERS
    const busy = await startedAt(north)
    for (let starts = 0; starts < MOST_STARTS; starts++) {
      if ((await startedAt(south)) !== busy) return
      await operation(south, 'catalog-sync/stop', {})
    }
    throw new Error('both sellers are always worked on by the same replica')
  }

  /** @returns the replica that works on the run begun now */
  async function startedAt(seller: string) {
    const before = pages(seller).map(({ length }) => length)
    await operation(seller, 'catalog-sync', {})
    const after = await until(
      () => operation(seller, 'catalog').then(() => pages(seller)),
      (all) => all.some(({ length }, replica) => length > before[replica]!),
    )
    return after.findIndex(({ length }, replica) => length > before[replica]!)
  }

  /** The pages of a seller that each replica went through. */
  const pages = (seller: string) =>
    ['worker-1', 'worker-2'].map((source) =>
      served.platform.log(source).filter((line) => {
        const text = JSON.stringify(line)
        return text.includes('catalogPage') && text.includes(seller)
      }),
    )

  it.each([
    ['catalog', ['changeNotification', 'readBinding', 'listBindings', 'readCategories', 'readBrands']],
    ['suggestions', ['skuSuggestion', 'readSuggestion']],
    ['notifications', ['priceNotification', 'inventoryNotification']],
  ])('never exceed the limit of the account together: %s', (_api, steps) => {
    const times = calls(...steps).map(({ at }) => at)
    const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + SPAN_MS).length))
    expect(times.length).toBeGreaterThan(PER_SECOND)
    expect(most).toBeLessThanOrEqual((PER_SECOND * SPAN_MS) / 1_000 + ON_THE_WAY)
  })

  it('both rest when one of them was asked to', () => {
    const [{ at: asked }] = refusals()
    const meanwhile = calls('changeNotification').filter(
      ({ at }) => at > asked + ON_THE_WAY_MS && at < asked + RETRY_AFTER_S * 1_000,
    )
    expect(meanwhile).toEqual([])
  })

  it('lose nothing and say nothing twice', () => {
    const told = (step: string) =>
      calls(step)
        .filter(({ status }) => status < 300)
        .map(({ subject }) => subject)
        .sort()
    const bound = SELLERS.flatMap((seller) => skusOf(seller).slice(0, BOUND)).sort()
    const unknown = SELLERS.flatMap((seller) => skusOf(seller).slice(BOUND)).sort()
    expect(told('skuSuggestion')).toEqual(unknown)
    expect(told('priceNotification')).toEqual(bound)
    expect(told('inventoryNotification')).toEqual(bound)
    expect(marketplace.violations(ACCOUNT)).toEqual([])
  })
})
