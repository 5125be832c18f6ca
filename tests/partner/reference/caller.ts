import { randomUUID } from 'node:crypto'
import type { NewOrder, OrderLine } from '../../../sandbox/partner/reference/partner/bodies'
import type { ReferencePartner } from '../../../sandbox/partner/reference/startReferencePartner'
import { OPERATIONS, flawsOfAnswer } from './document'

export interface Reply<Body> {
  readonly status: number
  readonly body: Body
  readonly headers: Headers
}

export interface Sent {
  readonly reference?: string
  readonly query?: Readonly<Record<string, string | number>>
  readonly body?: unknown
  readonly key?: string
  readonly token?: string
}

/** Calls operations by their ids and holds every answer against the document. */
export class Caller {
  constructor(private readonly partner: Pick<ReferencePartner, 'url' | 'token'>) {}

  async call<Body = Record<string, unknown>>(operationId: string, sent: Sent = {}): Promise<Reply<Body>> {
    const { route, method } = OPERATIONS.get(operationId)!
    const url = new URL(`${this.partner.url}/external-seller/v1${route.replace('{reference}', sent.reference ?? '')}`)
    for (const [name, value] of Object.entries(sent.query ?? {})) url.searchParams.set(name, String(value))
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${sent.token ?? this.partner.token}`,
        ...(method === 'post' ? { 'idempotency-key': sent.key ?? randomUUID() } : {}),
        ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    })
    const body = JSON.parse(await response.text()) as Body
    const [mediaType] = (response.headers.get('content-type') ?? '').split(';')
    const flaws = flawsOfAnswer(operationId, response.status, mediaType, body)
    if (flaws.length > 0) throw new Error(`${operationId} answered ${response.status}: ${flaws.join('; ')}`)
    return { status: response.status, body, headers: response.headers }
  }

  create(order: NewOrder, key?: string) {
    return this.call<OrderBody>('createOrder', { body: order, key })
  }

  read(reference: string) {
    return this.call<OrderBody>('readOrder', { reference })
  }

  authorize(reference: string) {
    return this.call<OrderBody>('authorizeOrder', { reference })
  }

  cancel(reference: string, key?: string) {
    return this.call('cancelOrder', { reference, body: { reason: 'Changed my mind' }, key })
  }
}

export interface OrderBody {
  readonly reference: string
  readonly id: string
  readonly number: string
  readonly state: string
  readonly total: number
  readonly invoices: readonly { readonly number: string; readonly total: number }[]
  readonly packages: readonly Record<string, unknown>[]
  readonly returns: readonly Record<string, unknown>[]
  readonly code?: string
  readonly sku?: string
}

let orders = 0

/** Shirts to São Paulo by PAC, at the shop's own prices; each call is a new order. */
export function shirtOrder(changes: Partial<NewOrder> & { readonly quantity?: number } = {}): NewOrder {
  const { quantity = 2, ...rest } = changes
  const lines: readonly OrderLine[] = rest.lines ?? [{ sku: 'CAM-MAND-M', quantity, unitPrice: 8_990 }]
  const shipping = rest.shipping ?? {
    optionId: 'pac-se',
    channel: 'delivery',
    price: 1_490 + 310 * kilograms(quantity),
  }
  const order = {
    reference: `1400000${String(++orders).padStart(6, '0')}-01`,
    currency: 'BRL',
    pricesIncludeTax: true,
    priceList: '1',
    reserveUntil: '2031-01-01T00:00:00Z',
    customer: { email: 'shopper-1@ct.example.test', firstName: 'Maria', lastName: 'Quitéria' },
    address: {
      country: 'BRA',
      postalCode: '01310-100',
      city: 'São Paulo',
      state: 'SP',
      street: 'Avenida Paulista',
    },
    ...rest,
    lines,
    shipping,
  }
  const total = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0) + shipping.price
  return { total, ...order }
}

/** A shirt in M weighs 190 g; PAC charges every started kilogram. */
const kilograms = (quantity: number) => Math.ceil((quantity * 190) / 1_000)
