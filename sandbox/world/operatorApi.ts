/** One call as the connector's records show it. */
export interface RecordedCall {
  readonly at: string
  readonly direction: 'in' | 'out'
  readonly peer: 'marketplace' | 'partner'
  readonly step: string
  readonly subject?: string
  readonly status: number
  readonly ms: number
  readonly operationId?: string
  readonly note?: string
  readonly times?: number
}

/** A decision of the connector in an order's story. */
export interface RecordedDecision {
  readonly at: string
  readonly decision: string
  readonly reason?: string
}

export interface SellerActivity {
  readonly calls: readonly RecordedCall[]
  readonly simulations: readonly RecordedCall[]
  readonly catalog: {
    readonly state: 'idle' | 'running'
    readonly lastError?: string
    readonly states: { readonly bound: number; readonly suggested: number; readonly skipped: number }
    readonly skipped: readonly { readonly sku: string; readonly reason?: string }[]
  }
}

export interface OrderTimeline {
  readonly marketplaceOrderId: string
  readonly orderId: string
  readonly state: string
  readonly partnerOrder?: { readonly id: string; readonly number: string }
  readonly owed: readonly { readonly id: string; readonly dead?: boolean; readonly lastError?: string }[]
  readonly timeline: { readonly entries: readonly (RecordedCall | RecordedDecision)[]; readonly dropped: number }
}

export interface Reconciliation {
  readonly state: 'idle' | 'waiting' | 'running'
  readonly last?: {
    readonly orders: Readonly<Record<string, number>>
    readonly money: Readonly<Record<string, Readonly<Record<string, number>>>>
    readonly differences: readonly { readonly kind: string; readonly order: string; readonly repaired: boolean }[]
  }
}

export interface DeadLetter {
  readonly marketplaceOrderId: string
  readonly step: string
  readonly reason: string
}

export interface OrderList {
  readonly asOf?: string
  readonly next?: string
  readonly orders: readonly { readonly marketplaceOrderId: string; readonly state: string }[]
}

export interface CatalogStatus {
  readonly state: 'idle' | 'running'
  readonly phase?: string
  readonly counts: Readonly<Record<string, number>>
  readonly states: Readonly<Record<string, number>>
  readonly lastError?: string
}

/** What an operator can ask the connector, through the edge, with the operator's token. */
export class OperatorApi {
  constructor(
    private readonly edge: string,
    private readonly token: string,
  ) {}

  startCatalogSync = (seller: string, kind = 'full'): Promise<unknown> =>
    this.call('POST', `sellers/${seller}/catalog-sync`, { kind })

  catalog = (seller: string) => this.call<CatalogStatus>('GET', `sellers/${seller}/catalog`)

  activity = (seller: string) => this.call<SellerActivity>('GET', `sellers/${seller}/activity`)

  order = (seller: string, id: string) => this.call<OrderTimeline>('GET', `sellers/${seller}/orders/${id}`)

  installHook = (): Promise<unknown> => this.call('POST', 'order-hook')

  startReconciliation = (seller: string): Promise<unknown> =>
    this.call('POST', `sellers/${seller}/reconciliation/start`)

  reconciliation = (seller: string) => this.call<Reconciliation>('GET', `sellers/${seller}/reconciliation`)

  orders = (seller: string, query = '') => this.call<OrderList>('GET', `sellers/${seller}/orders${query}`)

  deadLetters = (seller: string) =>
    this.call<{ readonly deadLetters: readonly DeadLetter[] }>('GET', `sellers/${seller}/dead-letters`)

  problems = (seller: string) =>
    this.call<{ readonly open: readonly { readonly code: string; readonly subject: string }[] }>(
      'GET',
      `sellers/${seller}/problems`,
    )

  /** Something an operator does with one order: `replay`, `cancellation`, `invoices`, `tracking`, `reconcile` or `erase`. */
  act = <T = Record<string, unknown>>(seller: string, id: string, action: string, body: object): Promise<T> =>
    this.call<T>('POST', `sellers/${seller}/orders/${id}/${action}`, body)

  private async call<T>(method: 'GET' | 'POST', path: string, body = {}): Promise<T> {
    const response = await fetch(`${this.edge}/_v/private/external-seller/v1/${path}`, {
      method,
      headers: { VtexIdclientAutCookie: this.token, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return JSON.parse(text) as T
  }
}
