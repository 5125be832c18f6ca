import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

import type { Marketplace } from '../../sandbox/marketplace/marketplace'
import type { Resource } from '../../sandbox/marketplace/permissions'
import { startMarketplace } from '../../sandbox/marketplace/startMarketplace'
import { serve, type Served } from '../../sandbox/serve/serve'
import { PlainShop, SHOP_TOKEN } from '../partner/sellerApi/plainShop'
import { problem, ScriptedPartner } from '../partner/sellerApi/scriptedPartner'
import { appDir, until } from './journey'

const SELLER = 'plainshop'
const HOUR_MS = 3_600_000
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9'

interface Finding {
  readonly check: string
  readonly level: string
  readonly message: string
  readonly fix?: string
}

interface Fault {
  /** Settings of the seller. */
  readonly seller?: Readonly<Record<string, unknown>>
  readonly brands?: readonly { readonly id: number; readonly name: string }[]
  readonly partner?: (partner: ScriptedPartner, shop: PlainShop) => void
  readonly found: Partial<Finding>
}

/** Its offers take so many milliseconds. */
function slow(after: number): NonNullable<Fault['partner']> {
  return (partner, shop) => partner.always('getOffers', (call) => ({ ...shop.scripts.getOffers!(call), after }))
}

/** What is wrong from the start, each in an account of its own. */
const FAULTS: Readonly<Record<string, Fault>> = {
  longDeadline: {
    seller: { placementDeadlineMs: 5_000 },
    found: { check: 'settings', level: 'warning', message: expect.stringContaining('placementDeadlineMs') as string },
  },
  paused: {
    seller: { active: false },
    found: { check: 'settings', level: 'warning', message: expect.stringContaining('active is off') as string },
  },
  wrongTable: {
    seller: { categoryMapping: 'Home = House' },
    found: { check: 'mapping', level: 'error', message: expect.stringContaining('"House"') as string },
  },
  absentBrand: {
    brands: [{ id: 1, name: 'Another' }],
    found: { check: 'mapping', level: 'warning', message: expect.stringContaining('no brand "Plain"') as string },
  },
  wrongToken: {
    seller: { token: 'not-the-token' },
    found: { check: 'partner', level: 'error', message: expect.stringContaining('catalog') as string },
  },
  partnerDown: {
    seller: { partnerUrl: NOWHERE },
    found: { check: 'partner', level: 'error', fix: expect.stringContaining('partnerUrl') as string },
  },
  silentQuote: {
    partner: (partner) => partner.always('getOffers', 'silent'),
    found: { check: 'partner', level: 'error', message: expect.stringContaining('a quote') as string },
  },
  slowPartner: {
    partner: slow(1_300),
    found: { check: 'partner', level: 'error', message: expect.stringMatching(/took \d+ ms to quote/) as string },
  },
  ratherSlowPartner: {
    partner: slow(700),
    // On a busy machine it may be worse than it is.
    found: {
      check: 'partner',
      level: expect.stringMatching(/warning|error/) as string,
      fix: expect.stringContaining('faster') as string,
    },
  },
  emptyShop: {
    partner: (_partner, shop) => shop.shelf.clear(),
    found: { check: 'partner', level: 'warning', message: 'Its catalog is empty' },
  },
  partnersClock: {
    partner: (partner) =>
      partner.always('unknown', () => {
        const date = new Date(Date.now() - HOUR_MS).toUTCString()
        const answer = problem(404, 'not-here')
        return { ...answer, headers: { ...answer.headers, date } }
      }),
    found: { check: 'clock', level: 'error', message: expect.stringContaining('the partner') as string },
  },
}

/** What is changed in the settings of a seller that was registered well. */
const CHANGES: Readonly<Record<string, Fault>> = {
  wrongSetting: {
    seller: { safetyStock: -1 },
    found: { check: 'settings', level: 'error', message: expect.stringContaining('safetyStock') as string },
  },
  absentPolicy: {
    seller: { salesChannels: '1,2,9' },
    found: { check: 'sales channels', level: 'error', message: expect.stringContaining('no trade policy 9') as string },
  },
}
/** Settings are read anew after 30 s; a clock that is as far away as that would be a finding. */
const ALMOST_OLD_S = 25
/** The sweeper shall come every minute; five are late. */
const LATE_S = 400

const HEALTHY = 'healthy'
const BRANDS = [{ id: 1, name: 'Plain' }]

describe('a doctor, asked about accounts with one thing wrong', () => {
  let marketplace: Marketplace
  let served: Served
  const partners: ScriptedPartner[] = []
  const data = mkdtempSync(path.join(tmpdir(), 'external-seller-'))

  beforeAll(async () => {
    const hosts: { resolve: (host: string) => string | undefined } = { resolve: () => undefined }
    const names = [...Object.keys(CHANGES), HEALTHY, ...Object.keys(FAULTS)]
    marketplace = await startMarketplace({
      accounts: names.map((account) => ({
        account: account.toLowerCase(),
        categories: [{ id: 1, path: 'Home' }],
        brands: FAULTS[account]?.brands ?? BRANDS,
        salesChannels: [
          { id: 1, name: 'Main' },
          { id: 2, name: 'Outlet' },
        ],
      })),
      resolveHost: (host) => hosts.resolve(host),
    })
    const tenants = await Promise.all(
      names.map(async (account) => ({
        account: account.toLowerCase(),
        workspace: 'master',
        settings: { sellers: [await sellerOf(FAULTS[account])] },
      })),
    )
    served = await serve(
      {
        appDir: appDir(),
        data,
        vtex: marketplace.origin,
        port: 0,
        workers: 1,
        tickSeconds: 0,
        events: 'normal',
        vbase: 'normal',
        tenants,
      },
      () => undefined,
    )
    hosts.resolve = (host) => served.platform.resolvePublicHost(host)
    for (const [name, { seller }] of Object.entries(CHANGES)) {
      const { account, settings } = tenants.find((one) => one.account === name.toLowerCase())!
      served.platform.changeSettings(account, 'master', { sellers: [{ ...settings.sellers[0], ...seller }] })
    }
    await served.platform.advanceClock(ALMOST_OLD_S)
    await served.platform.tick()
  }, 180_000)

  afterAll(async () => {
    await served?.stop()
    await marketplace?.close()
    for (const partner of partners) await partner.close()
    rmSync(data, { recursive: true, force: true })
  })

  async function sellerOf(fault: Fault | undefined) {
    const shop = new PlainShop()
    const partner = new ScriptedPartner(shop.scripts)
    partners.push(partner)
    const partnerUrl = await partner.open()
    fault?.partner?.(partner, shop)
    const usual = {
      sellerId: SELLER,
      platform: 'seller-api',
      partnerUrl,
      token: SHOP_TOKEN,
      currency: 'BRL',
      country: 'BRA',
      salesChannels: '1,2',
    }
    return { ...usual, ...fault?.seller }
  }

  const headers = () => ({ 'content-type': 'application/json', VtexIdclientAutCookie: served.platform.operatorToken })
  const edgeOf = (name: string) =>
    served.ready.tenants.find(({ account }) => account === name.toLowerCase())?.edge ?? ''
  const ask = (name: string, operation: string, body?: object) =>
    fetch(`${edgeOf(name)}/_v/private/external-seller/v1/sellers/${SELLER}/${operation}`, {
      headers: headers(),
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    }).then(async (response) => (await response.json()) as Record<string, unknown>)

  /** What keeps the seller from selling, or makes it sell otherwise than expected. */
  async function diagnosis(name = HEALTHY): Promise<Finding[]> {
    const { findings } = await ask(name, 'doctor')
    const all = findings as Finding[]
    for (const { level, fix } of all) expect([level, Boolean(fix)]).toEqual([level, level !== 'ok'])
    return all.filter(({ level }) => level !== 'ok' && level !== 'info')
  }

  it('finds nothing wrong with a healthy account', async () => {
    expect(await diagnosis()).toEqual([])
  })

  it.each(Object.keys(FAULTS))('finds exactly what is wrong: %s', async (name) => {
    expect(await diagnosis(name)).toMatchObject([FAULTS[name].found])
  })

  it.each(Object.keys(CHANGES))('finds what was changed for the worse in the settings: %s', async (name) => {
    const found = await until(
      () => diagnosis(name),
      ({ length }) => length > 0,
    )
    expect(found).toMatchObject([CHANGES[name].found])
  })

  const PERMISSIONS: readonly (readonly [Resource, Partial<Finding>])[] = [
    ['View Seller', { check: 'permission View Seller', level: 'error' }],
    ['View order', { check: 'permission View order', level: 'error' }],
    ['Send marketplace suggestion', { check: 'permission Send marketplace suggestion', level: 'error' }],
    ['List Orders', { check: 'permission List Orders', level: 'warning' }],
    ['Change order', { check: 'permission Change order', level: 'warning' }],
    ['View Product', { check: 'permission View Product', level: 'warning' }],
    ['Brand', { check: 'mapping', level: 'warning', message: expect.stringContaining('Catalog / Brand') as string }],
  ]

  it.each(PERMISSIONS)('names the permission that is missing: %s', async (resource, found) => {
    marketplace.denyPermission(HEALTHY, resource)
    try {
      expect(await diagnosis()).toMatchObject([found])
    } finally {
      marketplace.grantPermission(HEALTHY, resource)
    }
  })

  it('finds what somebody changed of the seller in Admin', async () => {
    const seller = () => marketplace.registeredSeller(HEALTHY, SELLER)
    const { availableSalesChannels, fulfillmentEndpoint = '' } = seller() ?? {}
    await changeThere('availableSalesChannels', [{ isSelected: true, id: 2, name: 'Outlet' }])
    expect(await diagnosis()).toMatchObject([
      { check: 'sales channels', level: 'error', message: expect.stringContaining('not in trade policy 1') },
    ])
    await changeThere('availableSalesChannels', availableSalesChannels)
    const key = fulfillmentEndpoint.split(`/${SELLER}/`)[1].split('/')[0]
    const changes: readonly (readonly [field: string, wrong: unknown, right: unknown, told: string])[] = [
      ['isActive', false, true, 'inactive in the marketplace'],
      ['isBetterScope', false, true, 'isBetterScope'],
      ['fulfillmentEndpoint', 'https://elsewhere.example/api', fulfillmentEndpoint, 'elsewhere.example'],
      ['fulfillmentEndpoint', fulfillmentEndpoint.replace(key, 'x'.repeat(43)), fulfillmentEndpoint, 'not honoured'],
    ]
    for (const [field, wrong, right, told] of changes) {
      await changeThere(field, wrong)
      expect(await diagnosis()).toMatchObject([{ check: 'registration', message: expect.stringContaining(told) }])
      await changeThere(field, right)
    }
    expect(await diagnosis()).toEqual([])
  })

  it('finds that the scheduler lost its job, until the seller is registered again', async () => {
    await served.platform.loseJobs(HEALTHY)
    expect(await diagnosis()).toMatchObject([{ check: 'scheduler', level: 'error' }])
    await ask(HEALTHY, 'register', {})
    expect(await diagnosis()).toEqual([])
  })

  it('finds a pause here, and what waits for a person', async () => {
    await ask(HEALTHY, 'pause', { where: 'connector' })
    expect(await diagnosis()).toMatchObject([{ check: 'standing', message: expect.stringContaining('Paused here') }])
    await ask(HEALTHY, 'resume', { where: 'connector' })
    expect(await diagnosis()).toEqual([])
  })

  it('finds that change notifications are refused, once one was tried', async () => {
    marketplace.denyPermission(HEALTHY, 'Seller SKUs')
    await ask(HEALTHY, 'catalog-sync', {})
    await served.platform.eventsSettled()
    expect(await diagnosis()).toMatchObject([{ check: 'permission Seller SKUs', level: 'error' }])
    marketplace.grantPermission(HEALTHY, 'Seller SKUs')
    await ask(HEALTHY, 'catalog-sync', {})
    await served.platform.eventsSettled()
    expect(await diagnosis()).toEqual([])
  })

  describe('whose public host leads elsewhere', () => {
    const elsewhere = createServer((_request, response) => {
      response.writeHead(page.status, { 'content-type': 'text/html', ...page.headers }).end('<html>A shop</html>')
    })
    let page: { status: number; headers?: Record<string, string> } = { status: 200 }
    let host = ''
    beforeAll(async () => {
      host = served.platform.tenants.find(({ account }) => account === HEALTHY)!.host
      await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    })
    afterAll(() => new Promise((resolve) => elsewhere.close(resolve)))
    afterEach(() => served.platform.returnPublicHost(host))

    const found = (message: string) => [
      {
        check: 'endpoint',
        level: 'error',
        message: expect.stringContaining(message) as string,
        fix: expect.stringContaining('publicHost') as string,
      },
    ]

    it('is told that nobody answers there', async () => {
      served.platform.movePublicHost(host, undefined)
      expect(await diagnosis()).toMatchObject(found(host))
    })

    it.each([
      ['a page of another server', { status: 200 }, 'answered 200'],
      ['a page that says it is not there', { status: 404 }, 'answered 404'],
      ['a login', { status: 302, headers: { location: '/login' } }, host],
    ])('is told that it was not the app that answered: %s', async (_what, answer, message) => {
      page = answer
      served.platform.movePublicHost(host, `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`)
      expect(await diagnosis()).toMatchObject(found(message))
    })
  })

  it('finds that the scheduler calls too late, until it comes again', async () => {
    await served.platform.advanceClock(LATE_S)
    // The clock that was put forward is another finding.
    const inTime = async () => (await diagnosis()).filter(({ check }) => check !== 'clock')
    expect(await inTime()).toMatchObject([
      {
        check: 'tick',
        level: 'error',
        message: expect.stringMatching(/ended \d{3,} s ago/) as string,
        fix: expect.stringContaining('Register a seller again') as string,
      },
    ])
    await served.platform.tick()
    expect(await inTime()).toEqual([])
  })

  it('finds that our own clock is wrong, and says so once', async () => {
    await served.platform.advanceClock(HOUR_MS / 1_000)
    await served.platform.tick()
    await served.platform.eventsSettled()
    expect(await diagnosis()).toMatchObject([
      { check: 'clock', level: 'error', message: expect.stringContaining('Our clock is') },
    ])
  })

  /** As saving the form in Admin does. */
  const changeThere = (field: string, value: unknown) =>
    fetch(`${marketplace.origin}/api/seller-register/pvt/sellers?an=${HEALTHY}`, {
      method: 'POST',
      headers: { ...headers(), accept: 'application/json', 'x-forwarded-host': `${HEALTHY}.vtexcommercestable.com.br` },
      body: JSON.stringify({ ...marketplace.registeredSeller(HEALTHY, SELLER), [field]: value }),
    }).then(async (response) => expect([response.status, await response.text()]).toEqual([200, expect.anything()]))
})
