import type { IncomingMessage, ServerResponse } from 'node:http'

import { CallCount } from './callCount'
import { BRAND, CATEGORY_PATH } from './goods'
import { Loopback, textOf } from './loopback'
import { ReceivedSkus } from './receivedSkus'

const SELLERS = '/api/seller-register/pvt/sellers'
const CHANGED = '/api/catalog_system/pvt/skuseller/changenotification/'
const BINDINGS = '/api/sku-binding/pvt/skuseller/paged/sellerid/'

type Answer = readonly [kind: string, status: number, body?: string]

/**
 * A marketplace that takes what it is told and counts it. It sells every SKU already, or starts with none: then each one
 * has to be suggested and approved.
 */
export class Marketplace {
  readonly calls = new CallCount()
  /** SKUs that were told since it was last asked, and how often: their price, stock, content, and suggestions. */
  private repriced = new Set<string>()
  private restocked = new Set<string>()
  private changed = new Map<string, number>()
  private suggested = new Map<string, number>()
  private received: ReceivedSkus | undefined
  private readonly sellers = new Map<string, string>()
  private readonly loopback = new Loopback((request, response) => void this.handle(request, response))

  /** @param empty it starts without any SKU */
  async open(empty = false): Promise<number> {
    if (empty) this.received = new ReceivedSkus()
    await this.loopback.up()
    return this.loopback.port
  }

  approveAll = () => this.received?.approveAll()

  readonly progress = () => ({
    repriced: this.repriced.size,
    restocked: this.restocked.size,
    changed: this.changed.size,
    suggested: this.suggested.size,
    /** Suggestions that told nothing new. */
    repeated: repeatsIn(this.suggested),
  })

  take() {
    this.repriced = new Set()
    this.restocked = new Set()
    this.changed = new Map()
    this.suggested = new Map()
    return this.calls.take()
  }

  private async handle(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url!, 'http://marketplace')
    const text = await textOf(request)
    const [kind, status, body = ''] = this.answer(request.method!, url, text)
    response.on('close', this.calls.open(kind))
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  }

  private answer(method: string, url: URL, text: string): Answer {
    const answered = method === 'GET' ? this.read(url) : this.told(method, url.pathname, text)
    return answered ?? ['other', 404, '{}']
  }

  private read({ pathname, searchParams }: URL): Answer | undefined {
    if (pathname.startsWith(`${SELLERS}/`)) {
      const seller = this.sellers.get(pathname.slice(SELLERS.length + 1))
      return seller === undefined ? ['readSeller', 404, '{}'] : ['readSeller', 200, seller]
    }
    if (pathname.startsWith('/api/catalog_system/pub/category/tree/')) return ['readCategories', 200, CATEGORY_TREE]
    if (pathname === '/api/catalog_system/pvt/brand/list') return ['readBrands', 200, BRANDS]
    if (pathname.startsWith(BINDINGS)) {
      const page = this.received?.page(Number(searchParams.get('page')), Number(searchParams.get('size'))) ?? []
      return ['readBindings', 200, JSON.stringify(page.map(bindingRow))]
    }
    const sku = /^\/[^/]+\/suggestions\/[^/]+\/([^/]+)$/.exec(pathname)?.[1]
    if (sku === undefined) return undefined
    const status = this.received?.status(sku)
    return status === undefined
      ? ['readSuggestion', 404, '{}']
      : ['readSuggestion', 200, JSON.stringify({ Status: status })]
  }

  private told(method: string, path: string, text: string): Answer | undefined {
    if (method === 'POST' && path === SELLERS) {
      this.sellers.set((JSON.parse(text) as { id: string }).id, text)
      return ['registerSeller', 200]
    }
    if (method === 'POST' && path.startsWith(CHANGED)) {
      const sku = path.slice(CHANGED.length).split('/')[1]!
      count(this.changed, sku)
      return this.sells(sku) ? ['changeNotification', 204] : ['changeNotification', 404, '{}']
    }
    const suggested = /^\/[^/]+\/suggestions\/[^/]+\/([^/]+)$/.exec(path)?.[1]
    if (method === 'PUT' && suggested !== undefined) {
      count(this.suggested, suggested)
      this.received?.suggest(suggested)
      return ['skuSuggestion', 200]
    }
    const [, sku, what] = /^\/api\/notificator\/[^/]+\/changenotification\/([^/]+)\/(price|inventory)$/.exec(path) ?? []
    if (method !== 'POST' || sku === undefined) return undefined
    if (!this.sells(sku)) return [`${what}Notification`, 404, '{}']
    ;(what === 'price' ? this.repriced : this.restocked).add(sku)
    return [`${what}Notification`, 202]
  }

  private sells = (sku: string): boolean => this.received?.isBound(sku) ?? true
}

const count = (times: Map<string, number>, sku: string) => times.set(sku, (times.get(sku) ?? 0) + 1)

const repeatsIn = (times: ReadonlyMap<string, number>) => [...times.values()].reduce((sum, one) => sum + one - 1, 0)

const bindingRow = (sku: string) => ({ SellerStockKeepingUnitId: sku, StockKeepingUnitId: 1, IsActive: true })

const [DEPARTMENT, CATEGORY] = CATEGORY_PATH
const CATEGORY_TREE = JSON.stringify([{ id: 1, name: DEPARTMENT, children: [{ id: 2, name: CATEGORY, children: [] }] }])
const BRANDS = JSON.stringify([{ id: 1, name: BRAND, isActive: true }])
