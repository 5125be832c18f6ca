import { BRAND, CATEGORY_PATH, numberOf, priceOf, skuOf, variantOf } from './goods'

export interface ShopOptions {
  /** The bearer token: tells the shops of one partner apart. */
  readonly token: string
  readonly skus: number
}

const CURRENCY = 'BRL'
const STOCK = [{ location: 'main', quantity: 1_000_000 }]
export const SHIPPING = { id: 'road', name: 'Road', channel: 'delivery', price: 1_990, estimate: '3bd' } as const

/** A shop that answers docs/partner-api.yaml from arithmetic: any number of SKUs in no memory. */
export class Shop {
  private readonly editions = new Map<number, number>()
  private readonly changes: number[] = []
  private readonly orders = new Map<string, object>()
  private hasFeed = false

  constructor(
    private readonly number: number,
    readonly options: ShopOptions,
  ) {}

  /** From now on it can say what changed (`listCatalogChanges`). */
  offerFeed() {
    this.hasFeed = true
  }

  /** Gives every `step`th SKU from `from` to `to` (not included) its next price. */
  reprice({ from, to, step = 1 }: { readonly from: number; readonly to: number; readonly step?: number }) {
    for (let n = from; n < to; n += step) {
      this.editions.set(n, (this.editions.get(n) ?? 0) + 1)
      this.changes.push(n)
    }
  }

  readonly capabilities = () => ({
    catalogChanges: this.hasFeed,
    orderUpdates: false,
    orderChanges: false,
    webhooks: true,
  })

  readonly offers = ({ skus }: { readonly skus: readonly string[] }) => this.sheet(skus)

  readonly quote = ({ lines }: { readonly lines: readonly { readonly sku: string }[] }) => ({
    ...this.sheet(lines.map(({ sku }) => sku)),
    shippingOptions: [SHIPPING],
  })

  catalogPage(cursor: string | null, limit: number) {
    const first = cursor === null ? 0 : Number(cursor)
    const end = Math.min(first + limit, this.options.skus)
    const items = Array.from({ length: Math.max(0, end - first) }, (_, index) => this.item(first + index))
    return { ...TERMS, items, nextCursor: end < this.options.skus ? String(end) : null }
  }

  catalogChanges(cursor: string | null, limit: number) {
    const first = cursor === null ? this.changes.length : Number(cursor)
    const end = Math.min(first + limit, this.changes.length)
    const changed = [...new Set(this.changes.slice(first, end))]
    return {
      ...TERMS,
      changes: changed.map((n) => ({ sku: skuOf(n), item: this.item(n) })),
      nextCursor: String(end),
      more: end < this.changes.length,
    }
  }

  createOrder(body: { readonly reference: string; readonly total: number; readonly lines: readonly object[] }) {
    const { lines, reference, total } = body
    const number = this.orders.size + 1
    const order = {
      reference,
      id: String(number),
      number: `N-${number}`,
      state: 'open',
      currency: CURRENCY,
      total,
      lines,
    }
    this.orders.set(reference, order)
    return order
  }

  order(reference: string): object | undefined {
    return this.orders.get(reference)
  }

  private price(n: number) {
    return priceOf(this.number, n, this.editions.get(n) ?? 0)
  }

  private sheet(skus: readonly string[]) {
    const offers = skus.map((sku) => {
      const n = numberOf(sku)
      if (n === undefined || n >= this.options.skus) return { sku, sold: false }
      return { sku, sold: true, price: this.price(n), stock: STOCK }
    })
    return { ...TERMS, offers }
  }

  private item(n: number) {
    const { color, product, voltage } = variantOf(n)
    return {
      sku: skuOf(n),
      productId: `P-${product}`,
      productName: `Cordless drill ${product}`,
      skuName: `Cordless drill ${n}`,
      description: 'Two speeds, keyless chuck, a case to carry it in.',
      brand: BRAND,
      categoryPath: CATEGORY_PATH,
      refId: skuOf(n),
      images: [{ url: `https://img.northwind.example/${n}.jpg` }],
      dimensions: { heightCm: 24, widthCm: 9, lengthCm: 27, weightGrams: 1_650 },
      skuSpecifications: [{ name: 'Color', values: [color] }],
      productSpecifications: [{ name: 'Voltage', values: [voltage] }],
      active: true,
      price: this.price(n),
      stock: STOCK,
    }
  }
}

const TERMS = { currency: CURRENCY, pricesIncludeTax: true } as const
