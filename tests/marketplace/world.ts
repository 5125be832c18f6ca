import type { AccountOptions } from '../../sandbox/marketplace/accountState'
import type { Marketplace, MarketplaceOptions } from '../../sandbox/marketplace/marketplace'
import { startMarketplace } from '../../sandbox/marketplace/startMarketplace'
import { startWellBehavedSeller, type WellBehavedSeller } from './wellBehavedSeller'

export const ACCOUNT = 'acmemarket'
export const SELLER = 'northwind'
export const SKU = 'DRL-18V-BK'
export const OTHER_SKU = 'BIT-SET-32'
export const ACCESS_KEY = '5mQ2rW8kT1xY7vB3nC9dF6gH4jL0pS2aZ8eU1iO5tR3'
export const ENDPOINT = `https://master--${ACCOUNT}.myvtex.com/_v/external-seller/v1/${SELLER}/${ACCESS_KEY}/api`

export interface World {
  readonly marketplace: Marketplace
  readonly seller: WellBehavedSeller
  /** Calls the marketplace as the connector does: with the app token, through the portal host. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>, query?: string): Promise<Reply>
  close(): Promise<void>
}

export interface WorldOptions extends Partial<MarketplaceOptions> {
  /** Added to what both accounts have. */
  readonly account?: Partial<AccountOptions>
}

export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

export const registration = {
  id: SELLER,
  name: 'Northwind Tools',
  isActive: true,
  fulfillmentEndpoint: ENDPOINT,
  allowHybridPayments: false,
  taxCode: '00000000000000',
  email: 'orders@northwind.example',
  description: 'Power tools',
  isBetterScope: true,
  sellerType: 1,
  sellerCommissionConfiguration: {},
  availableSalesChannels: [{ isSelected: true, id: 1, name: 'Main' }],
  CSCIdentification: '',
  account: SELLER,
  channel: '',
  salesChannel: '1',
  isVtex: false,
  exchangeReturnPolicy: '14 days',
  deliveryPolicy: '48 h',
  securityPrivacyPolicy: null,
  fulfillmentSellerId: null,
  user: null,
  password: null,
  catalogSystemEndpoint: '',
  trustPolicy: 'Default',
  score: 0,
}

export const suggestion = {
  ProductName: 'Cordless drill 18 V',
  ProductId: 'DRL-18V',
  ProductDescription: 'Two speeds.',
  BrandName: 'Northwind',
  SkuName: 'Cordless drill 18 V black',
  SellerId: SELLER,
  Height: 24,
  Width: 9,
  Length: 27,
  Weight: 1650,
  WeightKg: 1.65,
  RefId: SKU,
  EAN: ['5941234567899'],
  CategoryFullPath: 'Tools/Drills',
  SkuSpecifications: [{ fieldName: 'Color', fieldValues: ['Black'] }],
  Images: [{ imageName: 'Main', imageUrl: 'https://img.northwind.example/drill.png' }],
  MeasurementUnit: 'un',
  UnitMultiplier: 1,
  AvailableQuantity: 17,
  Pricing: { Currency: 'BRL', SalePrice: 399, CurrencySymbol: 'R$' },
}

const CREDENTIAL = { vtexidclientautcookie: 'a token' }

export const SELLERS = '/api/seller-register/pvt/sellers'
export const changeNotification = (sku = SKU) =>
  `/api/catalog_system/pvt/skuseller/changenotification/${SELLER}/${encodeURIComponent(sku)}`
export const notification = (kind: 'price' | 'inventory', sku = SKU) =>
  `/api/notificator/${SELLER}/changenotification/${sku}/${kind}`
export const suggestionPath = (sku = SKU) => `/${ACCOUNT}/suggestions/${SELLER}/${sku}`
export const orderPath = (orderId: string) => `/api/oms/pvt/orders/${orderId}`

/** A marketplace with one registered seller, two bound SKUs, and nothing broken. */
export async function startWorld({ account: more, ...options }: WorldOptions = {}): Promise<World> {
  const seller = await startWellBehavedSeller({
    [SKU]: { price: 39900, listPrice: 45900, stock: 17 },
    [OTHER_SKU]: { price: 7900, listPrice: 7900, stock: 5 },
  })
  const hosts = [`master--${ACCOUNT}.myvtex.com`, 'img.northwind.example']
  const account = (name: string) => ({
    account: name,
    categories: [{ id: 12, path: 'Tools/Drills' }],
    brands: [{ id: 2000017, name: 'Northwind' }],
    salesChannels: [{ id: 1, name: 'Main' }],
    ...more,
  })
  const marketplace = await startMarketplace({
    accounts: [account(ACCOUNT), account('othermarket')],
    resolveHost: (host) => (hosts.includes(host) ? seller.origin : undefined),
    firstOrderGroup: 1400000000007,
    ...options,
  })
  const call: World['call'] = async (method, path, body, headers = CREDENTIAL, query = '') => {
    const api = path.startsWith(`/${ACCOUNT}/suggestions`)
    const host = api ? 'api.vtex.com' : 'portal.vtexcommercestable.com.br'
    const url = `${marketplace.origin}${path}${api ? '' : `?an=${ACCOUNT}${query}`}`
    const content = body === undefined ? {} : { body: JSON.stringify(body) }
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await fetch(url, {
      method,
      ...content,
      headers: { 'x-forwarded-host': host, ...type, ...headers },
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
  }
  await call('POST', SELLERS, registration)
  marketplace.bindSku(ACCOUNT, SELLER, SKU)
  marketplace.bindSku(ACCOUNT, SELLER, OTHER_SKU)
  return {
    marketplace,
    seller,
    call,
    close: async () => {
      await marketplace.close()
      await seller.close()
    },
  }
}

/** The rules broken since the world began. */
export const rules = ({ marketplace }: World) => marketplace.violations().map((one) => one.rule)
