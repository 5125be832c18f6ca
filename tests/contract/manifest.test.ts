import Ajv from 'ajv'

import { CatalogNotifications } from '../../node/clients/marketplace/catalogNotifications'
import { MarketplaceOrders } from '../../node/clients/marketplace/marketplaceOrders'
import { OrderHookConfig } from '../../node/clients/marketplace/orderHookConfig'
import { MarketplaceTaxonomy } from '../../node/clients/marketplace/marketplaceTaxonomy'
import { OperatorIdentity } from '../../node/clients/marketplace/operatorIdentity'
import { OrderChanges } from '../../node/clients/marketplace/orderChanges'
import { Scheduler, type SchedulerJob } from '../../node/clients/marketplace/scheduler'
import { SellerRegister } from '../../node/clients/marketplace/sellerRegister'
import { SellerStatus } from '../../node/clients/marketplace/sellerStatus'
import { SkuBindings } from '../../node/clients/marketplace/skuBindings'
import { SkuSuggestions } from '../../node/clients/marketplace/skuSuggestions'
import { VtexProbe } from '../../node/clients/marketplace/vtexProbe'
import { CallLog } from '../../node/domain/callJournal'
import { sellerRegistration } from '../../node/domain/registration/sellerRegistration'
import { parseSettings } from '../../node/domain/settings/parseSettings'
import { skuSuggestion } from '../../node/events/catalog/skuSuggestion'
import { acme, ACME_ITEM } from '../unit/fixtures/acme'
import { catalogItem } from '../unit/fixtures/catalogItem'
import { ioContext } from '../unit/fixtures/ioContext'
import { movableClock } from '../unit/fixtures/movableClock'
import { sku } from '../unit/fixtures/offers'
import { ORDER_ID } from '../unit/fixtures/orders'
import { vtexHttp } from '../unit/fixtures/vtexHttp'
import { manifest, type SettingsSchema } from './manifest'
import { describeWithVtexDocuments, readText, vtexDocuments } from './repository'

const outbound = manifest.policies.flatMap(({ attrs }) => (attrs ? [attrs] : []))
const VTEX_HOSTS = ['portal.vtexcommercestable.com.br', 'api.vtex.com']

describe('the manifest', () => {
  it('names the builders that are current', () => {
    expect(manifest.builders).toEqual({ node: '7.x', docs: '0.x' })
  })

  it('is the app the tests and the documents speak of', () => {
    expect(process.env.VTEX_APP_ID).toBe(`${manifest.vendor}.${manifest.name}@${manifest.version}`)
  })

  it('asks for each permission once', () => {
    const asked = manifest.policies.map((policy) => JSON.stringify(policy))
    expect(new Set(asked).size).toBe(asked.length)
  })

  it('lets nothing out to every path of a host, and to any host on a path of its own only', () => {
    for (const { path } of outbound) expect(path).toMatch(/^\/[a-z_{][^*]*(\*)?$/)
    const anywhere = outbound.filter(({ host }) => host.startsWith('*')).map(({ path }) => path)
    expect(anywhere.sort()).toEqual(['/admin-api', '/external-seller/v1/*'])
  })

  it('justifies each permission on the page of the app', () => {
    const page = readText('docs', 'README.md')
    const named = manifest.policies.flatMap(({ name, attrs }) => (attrs ? [attrs.host, attrs.path] : [name]))
    expect(named.filter((text) => !page.includes(text))).toEqual([])
  })
})

describeWithVtexDocuments('the manifest in VTEX’s schema', () => {
  it('is valid', () => {
    const ajv = new Ajv({ strict: false, allErrors: true })
    ajv.validate(vtexDocuments.read<object>('manifest.schema.json'), manifest)
    expect(ajv.errors).toBeNull()
  })
})

/** Everything the connector's VTEX clients ask for, as host and path; asked once, since some answers are remembered. */
let asked: ReturnType<typeof askEverything> | undefined
const vtexCalls = () => (asked ??= askEverything())

async function askEverything() {
  const { http, calls } = vtexHttp(() => ({ status: 200, data: { status: 'invoiced', sellers: [] } }))
  const scope = { clock: movableClock(), journal: new CallLog() }
  const client = <T extends object>(made: T) => Object.assign(made, { http })
  const seller = acme()
  const id = seller.sellerId
  const notifications = client(new CatalogNotifications(ioContext(), scope))
  await notifications.notifyChange(id, sku('A'))
  await notifications.notifyPrice(id, sku('A'))
  await notifications.notifyInventory(id, sku('A'))
  const orders = client(new MarketplaceOrders(ioContext(), scope))
  await orders.readOrder(ORDER_ID)
  await orders.listOrders('Acme', { from: '', to: '' }, 1).catch(() => undefined)
  await orders.sendInvoice(ORDER_ID, {} as never)
  await orders.sendTracking(ORDER_ID, 'NF-1', {} as never)
  await orders.sendTrackingStatus(ORDER_ID, 'NF-1', {} as never)
  const changes = client(new OrderChanges(ioContext(), scope))
  await changes.sendAgreement(ORDER_ID, 'change-1', 'Acknowledgment')
  await changes.read(ORDER_ID, 'change-1')
  await changes.cancel(ORDER_ID, 'change-1', 'reason')
  const register = client(new SellerRegister(ioContext(), scope, 'token'))
  await register.readSeller(id)
  await register.registerSeller(sellerRegistration(seller, 'https://x.example'))
  await client(new OrderHookConfig(ioContext(), scope)).configure('https://x.example', 'secret', [])
  await register.setActive(id, false)
  await register.commissions(id)
  await register.saveCommissions(id, [])
  await register.salesChannelMapping(id)
  await register.saveSalesChannelMapping(id, [])
  const scheduler = client(new Scheduler(ioContext(), scope))
  await scheduler.readJob('tick')
  await scheduler.removeJob('tick')
  await scheduler.installJob({ id: 'tick' } as SchedulerJob)
  const identity = client(new OperatorIdentity(ioContext(), scope, 'token'))
  await identity.isOfThisAccount()
  await identity.may('save-seller')
  const bindings = client(new SkuBindings(ioContext(), scope))
  await bindings.has(id, sku('A'))
  await bindings.page(id, 1, 10).catch(() => [])
  await client(new MarketplaceTaxonomy(ioContext(), scope)).read()
  await client(new SellerStatus(ioContext(), scope)).isPaused(id)
  await client(new VtexProbe(ioContext(), scope.clock, {})).tradePolicies()
  const portal = calls.map(({ url }) => ({ host: VTEX_HOSTS[0], path: url.split('?')[0] }))
  calls.length = 0
  await client(new SkuSuggestions(ioContext(), scope)).sendSuggestion(
    id,
    sku('A'),
    skuSuggestion(catalogItem(), seller),
  )
  return [...portal, ...calls.map(({ url }) => ({ host: VTEX_HOSTS[1], path: url }))]
}

/** As the platform reads a policy: templates filled in, `*` for anything. */
const allows = (policy: { host: string; path: string }, call: { host: string; path: string }) =>
  policy.host === call.host && wildcard(policy.path.replace('{{account}}', 'acmemarket')).test(call.path)
const wildcard = (text: string) =>
  new RegExp(
    `^${text
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  )

describe('the way out to VTEX', () => {
  it('is open for every call the clients make', async () => {
    const calls = await vtexCalls()
    expect(calls).toHaveLength(31)
    expect(calls.filter((call) => !outbound.some((policy) => allows(policy, call)))).toEqual([])
  })

  it('is open for nothing they do not make', async () => {
    const calls = await vtexCalls()
    const unused = outbound
      .filter(({ host }) => VTEX_HOSTS.includes(host))
      .filter((policy) => !calls.some((call) => allows(policy, call)))
    expect(unused).toEqual([])
  })
})

/** Notes which fields of an object are read, and reads them as they are. */
function watched(values: object, read: Set<string>): object {
  return new Proxy(values, {
    get: (target, field) => {
      if (typeof field === 'string') read.add(field)
      return Reflect.get(target, field) as unknown
    },
  })
}

describe('the form in Admin', () => {
  const form = manifest.settingsSchema as SettingsSchema
  const sellerForm = form.properties?.sellers?.items as SettingsSchema

  it('is not readable by anybody', () => {
    expect(JSON.stringify(form)).not.toMatch(/"access":\s*"public"/)
  })

  it('shows every setting the connector reads, and none it does not', () => {
    const [root, seller] = [new Set<string>(), new Set<string>()]
    parseSettings(watched({ sellers: [watched(ACME_ITEM, seller)] }, root))
    parseSettings(watched({}, root))
    expect(Object.keys(sellerForm.properties ?? {}).sort()).toEqual([...seller].sort())
    expect(Object.keys(form.properties ?? {}).sort()).toEqual([...root].sort())
  })

  it('masks every secret', () => {
    const masked = (fields: SettingsSchema) =>
      Object.entries(fields.properties ?? {}).flatMap(([name, { format }]) => (format === 'password' ? [name] : []))
    expect(masked(form)).toEqual(expect.arrayContaining(['appToken', 'sellersJson']))
    expect(masked(sellerForm)).toEqual(expect.arrayContaining(['token', 'password', 'webhookSecret']))
  })

  it('proposes what the connector assumes by itself', () => {
    const proposed = Object.entries(sellerForm.properties ?? {}).filter(([, field]) => field.default !== undefined)
    const filled = { ...ACME_ITEM, ...Object.fromEntries(proposed.map(([name, field]) => [name, field.default])) }
    expect(proposed.length).toBeGreaterThan(0)
    expect(parseSettings({ sellers: [filled] })).toEqual(parseSettings({ sellers: [ACME_ITEM] }))
  })
})
