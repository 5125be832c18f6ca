import { randomBytes } from 'node:crypto'

/** Whose token it is. Operator and clerk are Admin users of every account; the clerk may do nothing. */
export type Identity =
  | { readonly kind: 'app'; readonly account: string; readonly workspace: string }
  | { readonly kind: 'operator' | 'clerk' | 'shopper'; readonly user: string }

/** Every token the stand-in has given out. Anything else is a stranger's. */
export class TokenRegistry {
  private readonly identities = new Map<string, Identity>()

  constructor(
    readonly operator: string = randomToken(),
    readonly clerk: string = randomToken(),
    readonly shopper: string = randomToken(),
  ) {
    this.identities.set(operator, { kind: 'operator', user: 'operator@marketplace.example' })
    this.identities.set(clerk, { kind: 'clerk', user: 'clerk@marketplace.example' })
    this.identities.set(shopper, { kind: 'shopper', user: 'shopper@mail.example' })
  }

  issueAppToken(account: string, workspace: string): string {
    const token = randomToken()
    this.identities.set(token, { kind: 'app', account, workspace })
    return token
  }

  /** @param credential a bare token or `Bearer token` */
  identify(credential: string | undefined): Identity | undefined {
    return credential === undefined ? undefined : this.identities.get(credential.replace(/^bearer\s+/i, ''))
  }
}

const randomToken = () => randomBytes(32).toString('base64url')
