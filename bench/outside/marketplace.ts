import type { IncomingMessage, ServerResponse } from 'node:http'

import { CallCount } from './callCount'
import { Loopback, textOf } from './loopback'

const SELLERS = '/api/seller-register/pvt/sellers'
const CHANGED = '/api/catalog_system/pvt/skuseller/changenotification/'

/** A marketplace in which every SKU is bound already: takes what it is told and counts it. */
export class Marketplace {
  readonly calls = new CallCount()
  /** SKUs whose price, and how often each SKU's content, was told to have changed since it was last asked. */
  private repriced = new Set<string>()
  private changed = new Map<string, number>()
  private readonly sellers = new Map<string, string>()
  private readonly loopback = new Loopback((request, response) => void this.handle(request, response))

  async open(): Promise<number> {
    await this.loopback.up()
    return this.loopback.port
  }

  readonly progress = () => ({
    repriced: this.repriced.size,
    changed: this.changed.size,
    /** Notifications that told nothing new. */
    repeated: [...this.changed.values()].reduce((sum, times) => sum + times - 1, 0),
  })

  take() {
    this.repriced = new Set()
    this.changed = new Map()
    return this.calls.take()
  }

  private async handle(request: IncomingMessage, response: ServerResponse) {
    const path = new URL(request.url!, 'http://marketplace').pathname
    const text = await textOf(request)
    const [kind, status, body = ''] = this.answer(request.method!, path, text)
    response.on('close', this.calls.open(kind))
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  }

  private answer(method: string, path: string, text: string): readonly [kind: string, status: number, body?: string] {
    if (method === 'POST' && path === SELLERS) {
      this.sellers.set((JSON.parse(text) as { id: string }).id, text)
      return ['registerSeller', 200]
    }
    if (method === 'GET' && path.startsWith(`${SELLERS}/`)) {
      const seller = this.sellers.get(path.slice(SELLERS.length + 1))
      return seller === undefined ? ['readSeller', 404, '{}'] : ['readSeller', 200, seller]
    }
    if (method === 'POST' && path.startsWith(CHANGED)) {
      const sku = path.slice(CHANGED.length)
      this.changed.set(sku, (this.changed.get(sku) ?? 0) + 1)
      return ['changeNotification', 204]
    }
    const offer = /^\/api\/notificator\/[^/]+\/changenotification\/([^/]+)\/(price|inventory)$/.exec(path)
    if (method === 'POST' && offer) {
      if (offer[2] === 'price') this.repriced.add(offer[1]!)
      return [`${offer[2]}Notification`, 202]
    }
    return ['other', 404, '{}']
  }
}
