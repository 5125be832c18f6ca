import { Webhook } from 'standardwebhooks'

export interface WebhookTarget {
  readonly url: string
  /** `whsec_…` or plain base64; two, with a comma or a space between, while it is being replaced. */
  readonly secret: string
}

/**
 * The headers of Standard Webhooks for one delivery, signed with every secret that is valid.
 * @throws Error when a secret is not base64
 */
export function signedHeaders(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const signatures = secret.split(/[\s,]+/).map((one) => new Webhook(one).sign(id, at, body))
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  }
}
