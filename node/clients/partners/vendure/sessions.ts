import { createHash } from 'crypto'

import type { IOContext } from '@vtex/api'

import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import { BoundedMap } from './boundedMap'

/**
 * Session tokens of the shops this process is signed in to. A login costs the shop a bcrypt (0.2 s), and its API keys
 * cost one per field (PARTNERS §3, trap 1), so one token serves every request of a tenant until the shop forgets it.
 */
const tokens = new BoundedMap<string, string>(1_000)
const logins = new Map<string, Promise<string>>()

export class Session {
  private readonly key: string

  constructor(context: IOContext, seller: SellerSettings) {
    const { account, workspace } = context
    const { sellerId, partnerHost, username, password } = seller
    // A digest: neither the password nor anything it could be guessed from shows up in a heap dump's keys.
    this.key = createHash('sha256')
      .update(JSON.stringify([account, workspace, sellerId, partnerHost, username, password]))
      .digest('base64')
  }

  /**
   * The token to use now; signs in when there is none. Callers of the same tenant share one login.
   * @param login signs in within the caller's own deadline
   * @param join limits the wait for somebody else's login to the caller's deadline
   */
  async token(login: () => Promise<string>, join: <T>(others: Promise<T>) => Promise<T>): Promise<string> {
    const known = tokens.get(this.key)
    if (known !== undefined) {
      return known
    }
    const running = logins.get(this.key)
    if (running !== undefined) {
      return join(running)
    }
    const mine = login().finally(() => logins.delete(this.key))
    logins.set(this.key, mine)
    const token = await mine
    tokens.set(this.key, token)
    return token
  }

  /** The shop no longer takes this token. A newer one, found by somebody else meanwhile, is kept. */
  forget(token: string) {
    if (tokens.get(this.key) === token) {
      tokens.delete(this.key)
    }
  }
}
