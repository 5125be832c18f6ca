import type { IOContext } from '../../../node/node_modules/@vtex/api'
import { createVendurePartner } from '../../../node/clients/partners/vendure/createVendurePartner'
import type { Partner, PartnerOrderRequest } from '../../../node/clients/partners/partner'
import { CallLog } from '../../../node/domain/callJournal'
import { marketplaceOrderId, sellerSkuId } from '../../../node/domain/ids'
import type { MinorUnits } from '../../../node/domain/money'
import { currencyCode } from '../../../node/domain/money'
import { parseSettings } from '../../../node/domain/settings/parseSettings'
import type { SellerSettings } from '../../../node/domain/settings/sellerSettings'
import { startVendureStore } from '../../../sandbox/partner/vendure/startVendureStore'
import type { VendureStore } from '../../../sandbox/partner/vendure/startVendureStore'
import { TroubledRoad } from './troubledRoad'

export const BOOT_MS = 90_000

/** Nothing here is about speed: the shared machine may take its time. */
export const unhurried = () => ({ deadlineAt: Date.now() + 30_000 })

/** A real shop, a road to it, and the adapter as the app would open it. */
export class ShopWorld {
  private constructor(
    readonly store: VendureStore,
    readonly road: TroubledRoad,
  ) {}

  static async open(catalog?: string): Promise<ShopWorld> {
    const road = new TroubledRoad()
    const [store, address] = await Promise.all([startVendureStore({ catalog }), road.open()])
    process.env.http_proxy = address
    process.env.no_proxy = ''
    return new ShopWorld(store, road)
  }

  async close() {
    delete process.env.http_proxy
    await this.road.close()
    await this.store.stop()
  }

  /** The adapter and the journal it writes. A new account has no session and knows no ids. */
  open(overrides: Partial<SellerSettings> = {}, account = 'marketplace'): { partner: Partner; journal: CallLog } {
    const journal = new CallLog()
    const partner = createVendurePartner({
      context: ioContext(account),
      seller: { ...this.settings(), ...overrides },
      clock: { now: () => Date.now() },
      journal,
    })
    return { partner, journal }
  }

  /** As an operator would configure this shop. */
  private settings(): SellerSettings {
    const seller = {
      sellerId: 'umbuzeiro',
      name: 'Casa Umbuzeiro',
      platform: 'vendure',
      partnerUrl: `https://partner-${this.store.port}.sandbox.test`,
      username: this.store.username,
      password: this.store.password,
      currency: 'BRL',
      country: 'BRA',
    }
    const { sellers } = parseSettings({ sellers: [seller] })
    return sellers.get(seller.sellerId) as SellerSettings
  }
}

/** What the runtime hands a client, with every header source filled so that a leak would show. */
const ioContext = (account: string) =>
  ({
    account,
    workspace: 'master',
    authToken: 'app-token',
    production: true,
    product: 'vtex-product',
    region: 'aws-us-east-1',
    route: { id: 'orderPlacement', params: {}, type: 'public' },
    userAgent: 'openseller.external-seller@0.1.0',
    requestId: 'request-1',
    operationId: 'operation-1',
    platform: 'vtex',
    locale: 'pt-BR',
    host: 'marketplace.myvtex.com',
    segmentToken: 'segment-token',
    sessionToken: 'session-token',
    tenant: { locale: 'pt-BR' },
    binding: { id: 'binding', locale: 'pt-BR', currency: 'BRL' },
    tracer: { isTraceSampled: false },
    logger: {},
  }) as unknown as IOContext

let orders = 0

/** Two shirts to São Paulo by PAC, at the shop's own prices; each call is a new order. */
export function shirtOrder(changes: Partial<PartnerOrderRequest> = {}): PartnerOrderRequest {
  return {
    reference: marketplaceOrderId(`14000000${String(++orders).padStart(5, '0')}-01`),
    currency: currencyCode('BRL'),
    lines: [{ sku: sellerSkuId('CAM-MAND-M'), quantity: 2, unitPrice: 8990 as MinorUnits }],
    reserveUntil: '2030-01-01T00:00:00.000Z',
    shipping: { optionId: 'pac-se', channel: 'delivery', price: 1800 as MinorUnits },
    customer: {
      email: 'Shopper-1@ct.example.test',
      firstName: 'Maria',
      lastName: 'Quitéria',
      phone: '+5511999990000',
      document: '12345678909',
      documentType: 'cpf',
    },
    address: {
      receiverName: 'Maria Quitéria',
      postalCode: '01310-100',
      country: 'BRA',
      city: 'São Paulo',
      state: 'SP',
      street: 'Avenida Paulista',
      number: '1000',
      neighborhood: 'Bela Vista',
      complement: 'Apto 12',
    },
    ...changes,
  }
}
