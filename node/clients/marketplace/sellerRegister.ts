import { JanusClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { MarketplaceRejected } from '../../domain/errors'
import type { SellerId } from '../../domain/ids'
import type { CommissionRow, MappingRow } from '../../domain/registration/registrationChanges'
import type { SellerRegistration } from '../../domain/registration/sellerRegistration'
import type { ChannelMapping } from '../../domain/settings/registrationSettings'
import type { CallScope } from '../callScope'
import { vtexCall, vtexClientOptions } from './vtexCall'

/** Sellers of the marketplace (PROTOCOL §3). */
export class SellerRegister extends JanusClient {
  /** @param operatorToken of the operator for whom it is called; without one the app's own credentials are used */
  constructor(
    context: IOContext,
    private readonly scope: CallScope,
    operatorToken?: string,
    options?: InstanceOptions,
  ) {
    super(
      context,
      operatorToken
        ? vtexClientOptions({ authToken: operatorToken }, { appKeyPair: undefined }, options)
        : vtexClientOptions(context, scope, options),
    )
  }

  /** @returns the seller as registered, or undefined when the marketplace has none of this id */
  async readSeller(id: SellerId): Promise<Partial<SellerRegistration> | undefined> {
    try {
      const { data } = await vtexCall(this.scope, 'readSeller', id, () =>
        this.http.getRaw<Partial<SellerRegistration>>(sellerPath(id), { metric: 'readSeller' }),
      )
      return data
    } catch (error) {
      if (error instanceof MarketplaceRejected && error.status === 404) return undefined
      throw error
    }
  }

  /** Creates or overwrites: safe to repeat with the same body (PROTOCOL §3.1). */
  async registerSeller(registration: SellerRegistration): Promise<void> {
    await vtexCall(this.scope, 'registerSeller', registration.id, () =>
      this.http.postRaw(SELLERS, registration, { metric: 'registerSeller' }),
    )
  }

  /**
   * Active or paused; nothing else of the seller changes (PROTOCOL §3.3).
   * @returns false when the marketplace has no such seller
   */
  async setActive(id: SellerId, isActive: boolean): Promise<boolean> {
    const change = [{ operation: 'replace', path: '/isActive', value: isActive }]
    try {
      await vtexCall(this.scope, 'setSellerActive', id, () =>
        this.http.patch(sellerPath(id), change, { metric: 'setSellerActive' }).then(() => ({ status: 200 })),
      )
      return true
    } catch (error) {
      if (error instanceof MarketplaceRejected && error.status === 404) return false
      throw error
    }
  }

  async commissions(id: SellerId): Promise<readonly CommissionRow[]> {
    return this.rows('readCommissions', id, 'commissions')
  }

  async saveCommissions(id: SellerId, rows: readonly CommissionRow[]): Promise<void> {
    await vtexCall(this.scope, 'saveCommissions', id, () =>
      this.http.putRaw(`${sellerPath(id)}/commissions`, rows, { metric: 'saveCommissions' }),
    )
  }

  async salesChannelMapping(id: SellerId): Promise<readonly MappingRow[]> {
    return this.rows('readSalesChannelMapping', id, 'sales-channel/mapping')
  }

  async saveSalesChannelMapping(id: SellerId, rows: readonly ChannelMapping[]): Promise<void> {
    await vtexCall(this.scope, 'saveSalesChannelMapping', id, () =>
      this.http.putRaw(`${sellerPath(id)}/sales-channel/mapping`, rows, { metric: 'saveSalesChannelMapping' }),
    )
  }

  /** A seller that has none yet may be answered 404, or with something that is no list. */
  private async rows<T>(step: string, id: SellerId, below: string): Promise<readonly T[]> {
    try {
      const { data } = await vtexCall(this.scope, step, id, () =>
        this.http.getRaw<unknown>(`${sellerPath(id)}/${below}`, { metric: step }),
      )
      return Array.isArray(data) ? (data as T[]) : []
    } catch (error) {
      if (error instanceof MarketplaceRejected && error.status === 404) return []
      throw error
    }
  }
}

const SELLERS = '/api/seller-register/pvt/sellers'
const sellerPath = (id: SellerId) => `${SELLERS}/${encodeURIComponent(id)}`
