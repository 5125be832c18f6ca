import { timingSafeEqual } from 'crypto'
import { Webhook } from 'standardwebhooks'

export interface SignedMessage {
  /** `webhook-id` */
  readonly id: string
  /** `webhook-timestamp` */
  readonly sentAt: Date
  /** The body as it came. */
  readonly text: string
  /** `webhook-signature`: `v1,…`, several of them while a secret is rotated, separated by spaces. */
  readonly signature: string
}

/**
 * Whether a message is signed with one of the secrets, as Standard Webhooks describes.
 *
 * The library signs and we compare: its own `verify` reads the machine's clock and cannot be given another.
 * @param secret base64, as the settings demand; the library throws for anything else
 */
export function isSigned({ id, sentAt, text, signature }: SignedMessage, secret: string): boolean {
  const expected = Buffer.from(new Webhook(secret).sign(id, sentAt, text))
  return signature.split(' ').some((candidate) => {
    const offered = Buffer.from(candidate)
    return offered.length === expected.length && timingSafeEqual(offered, expected)
  })
}
