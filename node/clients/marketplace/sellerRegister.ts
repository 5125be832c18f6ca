import { JanusClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { MarketplaceRejected } from '../../domain/errors'
import type { SellerId } from '../../domain/ids'
import type { SellerRegistration } from '../../domain/registration/sellerRegistration'
import type { CallScope } from '../callScope'
import { vtexCall, vtexClientOptions } from './vtexCall'

/** Sellers of the marketplace (PROTOCOL §3). Called for an operator, therefore with the operator's own token. */
export class SellerRegister extends JanusClient {
  constructor(
    context: IOContext,
    private readonly scope: CallScope,
    operatorToken: string,
    options?: InstanceOptions,
  ) {
    super(context, vtexClientOptions({ authToken: operatorToken }, { appKeyPair: undefined }, options))
  }

  /** @returns the seller as registered, or undefined when the marketplace has none of this id */
  async readSeller(id: SellerId): Promise<Partial<SellerRegistration> | undefined> {
    try {
      const { data } = await vtexCall(this.scope, 'readSeller', id, () =>
        this.http.getRaw<Partial<SellerRegistration>>(`/api/seller-register/pvt/sellers/${encodeURIComponent(id)}`, {
          metric: 'readSeller',
        }),
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
      this.http.postRaw('/api/seller-register/pvt/sellers', registration, { metric: 'registerSeller' }),
    )
  }
}
