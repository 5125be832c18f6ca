import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

import { CallCount } from './callCount'
import { Loopback, textOf } from './loopback'
import { Shop, type ShopOptions } from './shop'

/** How the partner answers: in time, never, byte by byte, with an error, or not at all because it is down. */
export type Behaviour =
  | { readonly kind: 'answer'; readonly delayMs: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'drip'; readonly everyMs: number }
  | { readonly kind: 'fail'; readonly status: number }
  | { readonly kind: 'down' }

interface Answer {
  readonly kind: string
  readonly status: number
  readonly body: object
}

const BASE = '/external-seller/v1'

/** Several shops that speak the Seller API at one address. Counts what it is asked. */
export class Partner {
  readonly calls = new CallCount()
  private readonly loopback = new Loopback((request, response) => void this.handle(request, response))
  private shops: ReadonlyMap<string, Shop> = new Map()
  private behaviour: Behaviour = { kind: 'answer', delayMs: 0 }

  async open(shops: readonly ShopOptions[]): Promise<number> {
    this.shops = new Map(shops.map((options, number) => [options.token, new Shop(number, options)]))
    await this.loopback.up()
    return this.loopback.port
  }

  async behave(behaviour: Behaviour) {
    this.behaviour = behaviour
    if (behaviour.kind === 'down') await this.loopback.down()
    else await this.loopback.up()
  }

  reprice(token: string, which: Parameters<Shop['reprice']>[0]) {
    this.shops.get(token)?.reprice(which)
  }

  offerFeed(token: string) {
    this.shops.get(token)?.offerFeed()
  }

  private async handle(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url!, 'http://partner')
    const { behaviour } = this
    const kind = kindOf(request.method!, url.pathname)
    response.on('close', this.calls.open(kind))
    try {
      const text = await textOf(request)
      if (behaviour.kind === 'hang') return
      if (behaviour.kind === 'answer' && behaviour.delayMs > 0) await pause(behaviour.delayMs)
      const { status, body } =
        behaviour.kind === 'fail'
          ? { status: behaviour.status, body: { status: behaviour.status, code: 'unavailable' } }
          : this.answer(request, url, kind, text)
      const content = Buffer.from(JSON.stringify(body))
      const type = status < 400 ? 'application/json' : 'application/problem+json'
      response.writeHead(status, { 'content-type': type, 'content-length': content.length })
      if (behaviour.kind === 'drip') await drip(response, content, behaviour.everyMs)
      else response.end(content)
    } catch {
      response.destroy()
    }
  }

  private answer(request: IncomingMessage, url: URL, kind: string, text: string): Omit<Answer, 'kind'> {
    const shop = this.shops.get((request.headers.authorization ?? '').replace(/^Bearer /, ''))
    if (!shop) return problem(401, 'unauthorized')
    const body = text === '' ? {} : JSON.parse(text)
    const cursor = url.searchParams.get('cursor')
    const limit = Number(url.searchParams.get('limit') ?? 100)
    const reference = decodeURIComponent(url.pathname.split('/')[4] ?? '')
    switch (kind) {
      case 'getCapabilities':
        return ok(shop.capabilities())
      case 'getOffers':
        return ok(shop.offers(body))
      case 'getQuote':
        return ok(shop.quote(body))
      case 'listCatalogItems':
        return ok(shop.catalogPage(cursor, limit))
      case 'listCatalogChanges':
        return ok(shop.catalogChanges(cursor, limit))
      case 'createOrder':
        return { status: 201, body: shop.createOrder(body) }
      case 'readOrder': {
        const order = shop.order(reference)
        return order ? ok(order) : problem(404, 'order-not-found')
      }
      default:
        return problem(404, 'invalid-request')
    }
  }
}

const ok = (body: object) => ({ status: 200, body })
const problem = (status: number, code: string) => ({ status, body: { status, code } })

const KINDS: Readonly<Record<string, string>> = {
  [`GET ${BASE}/capabilities`]: 'getCapabilities',
  [`POST ${BASE}/offers`]: 'getOffers',
  [`POST ${BASE}/quotes`]: 'getQuote',
  [`GET ${BASE}/catalog/items`]: 'listCatalogItems',
  [`GET ${BASE}/catalog/changes`]: 'listCatalogChanges',
  [`POST ${BASE}/orders`]: 'createOrder',
}

const kindOf = (method: string, path: string) =>
  KINDS[`${method} ${path}`] ?? (method === 'GET' && path.startsWith(`${BASE}/orders/`) ? 'readOrder' : 'other')

async function drip(response: ServerResponse, content: Buffer, everyMs: number) {
  for (const byte of content) {
    if (response.destroyed) return
    response.write(Buffer.of(byte))
    await pause(everyMs)
  }
  response.end()
}
