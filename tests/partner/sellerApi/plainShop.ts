import { problem, type PartnerCall, type Reply } from './scriptedPartner'

export const MUG = 'MUG-BLUE'
export const LAMP = 'LAMP-OIL'
export const SHOP_TOKEN = 'plain-shop-token'
const EANS = ['4006381333931', '5901234123457']

interface Line {
  readonly sku: string
  readonly quantity: number
  readonly unitPrice: number
}

interface Order {
  readonly reference: string
  readonly id: string
  readonly number: string
  state: string
  readonly currency: string
  readonly total: number
  readonly lines: readonly Line[]
  readonly invoices: object[]
  readonly packages: { id: string; deliveredAt: string | null }[]
}

/** A shop that has only what the document requires of it, honest by itself. It keeps its orders in memory. */
export class PlainShop {
  readonly shelf = new Map([
    [MUG, { price: 4_590, stock: 100 }],
    [LAMP, { price: 12_900, stock: 100 }],
  ])
  readonly orders = new Map<string, Order>()
  /** Most items of a page of its catalog. */
  pageLength = 100

  readonly scripts: Readonly<Record<string, (call: PartnerCall) => Reply>> = {
    getCapabilities: this.guarded(() => ({
      body: { catalogChanges: false, orderUpdates: false, orderChanges: false, webhooks: false },
    })),
    getOffers: this.guarded(({ body }) => ({ body: this.offers((body as { skus: string[] }).skus) })),
    getQuote: this.guarded(({ body }) => ({ body: this.quote((body as { lines: { sku: string }[] }).lines) })),
    listCatalogItems: this.guarded(({ query }) => ({ body: this.catalog(query) })),
    createOrder: this.guarded((call) => ({ status: 201, body: this.create(call) })),
    readOrder: this.guarded((call) => this.about(call, (order) => order)),
    authorizeOrder: this.guarded((call) =>
      this.about(call, (order) => {
        if (order.state === 'open') order.state = 'authorized'
        return order
      }),
    ),
    cancelOrder: this.guarded((call) => this.about(call, (order) => this.cancel(order))),
  }

  offers(skus: readonly string[]) {
    const offers = skus.map((sku) => {
      const row = this.shelf.get(sku)
      return row
        ? { sku, sold: true, price: row.price, stock: [{ location: 'shop', quantity: row.stock }] }
        : { sku, sold: false }
    })
    return { currency: 'BRL', pricesIncludeTax: true, offers }
  }

  quote(lines: readonly { readonly sku: string }[]) {
    const courier = { id: 'home-std', name: 'Courier', channel: 'delivery', price: 1_990, estimate: '2bd' }
    return { ...this.offers(lines.map(({ sku }) => sku)), shippingOptions: [courier] }
  }

  /** Takes the order that a `createOrder` call asks for, or answers the one there is. */
  create({ body }: PartnerCall): Order {
    const { reference, currency, lines, total } = body as Pick<Order, 'reference' | 'currency' | 'lines' | 'total'>
    const known = this.orders.get(reference)
    if (known) return known
    const id = String(this.orders.size + 1)
    const order = {
      reference,
      id,
      number: `PS-${id}`,
      state: 'open',
      currency,
      total,
      lines,
      invoices: [],
      packages: [],
    }
    this.orders.set(reference, order)
    this.move(order, -1)
    return order
  }

  /** The clerk writes the invoice and hands the parcel over. */
  ship(reference: string, invoiceNumber: string) {
    const order = this.order(reference)
    const { lines, total } = order
    order.invoices.push({ number: invoiceNumber, issuedAt: '2026-09-01T14:30:00Z', total, lines })
    const parcel = { id: 'p1', invoiceNumber, courier: 'FastShip', trackingNumber: 'RO77123' }
    order.packages.push({ ...parcel, deliveredAt: null })
    order.state = 'shipped'
  }

  deliver(reference: string) {
    const order = this.order(reference)
    for (const parcel of order.packages) parcel.deliveredAt = '2026-09-04T10:00:00Z'
    order.state = 'delivered'
  }

  order(reference: string): Order {
    const order = this.orders.get(reference)
    if (!order) throw new Error(`the shop has no order ${reference}`)
    return order
  }

  private cancel(order: Order) {
    if (!['open', 'authorized', 'canceled'].includes(order.state)) return { outcome: 'refused', reason: 'It left' }
    if (order.state !== 'canceled') this.move(order, 1)
    order.state = 'canceled'
    return { outcome: 'done' }
  }

  private move({ lines }: Order, direction: 1 | -1) {
    for (const { sku, quantity } of lines) {
      const row = this.shelf.get(sku)
      if (row) row.stock += direction * quantity
    }
  }

  private catalog(query: URLSearchParams) {
    const from = Number(query.get('cursor') ?? 0)
    const all = [...this.shelf].map(([sku, { price, stock }], index) => ({
      sku,
      productId: sku,
      productName: `The ${sku.toLowerCase()}`,
      skuName: `The ${sku.toLowerCase()}`,
      description: 'Made by hand.',
      brand: 'Plain',
      categoryPath: ['Home'],
      eans: EANS.slice(index, index + 1),
      images: [{ url: 'https://img.plain-shop.example/1.jpg' }],
      dimensions: { heightCm: 10, widthCm: 9, lengthCm: 9, weightGrams: 350 },
      active: true,
      price,
      stock: [{ location: 'shop', quantity: stock }],
    }))
    const end = from + this.pageLength
    const nextCursor = end < all.length ? String(end) : null
    return { currency: 'BRL', pricesIncludeTax: true, items: all.slice(from, end), nextCursor }
  }

  private about({ path }: PartnerCall, answer: (order: Order) => object): Reply {
    const order = this.orders.get(decodeURIComponent(path.split('/orders/')[1].split('/')[0]))
    return order ? { body: answer(order) } : problem(404, 'order-not-found')
  }

  /** What is not as the document says is refused, loudly. */
  private guarded(answer: (call: PartnerCall) => Reply): (call: PartnerCall) => Reply {
    return (call) => {
      if (call.headers.authorization !== `Bearer ${SHOP_TOKEN}`) return problem(401, 'unauthorized')
      return call.departures.length > 0 ? problem(400, 'invalid-request') : answer(call)
    }
  }
}
