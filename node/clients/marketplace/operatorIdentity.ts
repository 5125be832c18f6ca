import { JanusClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { MarketplaceRejected } from '../../domain/errors'
import type { CallScope } from '../callScope'
import { vtexCall, vtexClientOptions } from './vtexCall'

interface ValidatedToken {
  readonly authStatus?: string
  readonly user?: string
  readonly account?: string
  readonly audience?: string
}

/** Who an operator's token belongs to, and what it may do (PLATFORM §2.4). Asked with that token, never with the app's. */
export class OperatorIdentity extends JanusClient {
  constructor(
    context: IOContext,
    private readonly scope: CallScope,
    private readonly token: string,
    options?: InstanceOptions,
  ) {
    super(context, vtexClientOptions({ authToken: token }, { appKeyPair: undefined }, options))
  }

  /** @returns true when the token is an admin's or app's of this account; shoppers have none of it */
  async isOfThisAccount(): Promise<boolean> {
    try {
      const { data } = await vtexCall(this.scope, 'validateToken', undefined, () =>
        this.http.postRaw<ValidatedToken>(
          '/api/vtexid/credential/validate',
          { token: this.token },
          { metric: 'validateToken' },
        ),
      )
      return (
        data.authStatus?.toLowerCase() === 'success' &&
        data.account === this.context.account &&
        data.audience === 'admin'
      )
    } catch (error) {
      if (error instanceof MarketplaceRejected) return false
      throw error
    }
  }

  /** @param resource key of a License Manager resource */
  async may(resource: string): Promise<boolean> {
    try {
      const { data } = await vtexCall(this.scope, 'checkPermission', resource, () =>
        this.http.getRaw<boolean>(`/api/license-manager/resources/${encodeURIComponent(resource)}/access`, {
          metric: 'checkPermission',
        }),
      )
      return data === true
    } catch (error) {
      if (error instanceof MarketplaceRejected) return false
      throw error
    }
  }
}
