import { text as readText } from 'co-body'
import { randomBytes } from 'crypto'

import { settingsOf } from '../../clients/settingsOf'
import { BadRequest, BodyTooLarge, Unauthorized } from '../../domain/errors'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import { sentAt } from '../../domain/webhooks/sentAt'
import { webhookSecrets } from '../../domain/webhooks/webhookSecrets'
import type { ConnectorContext, Middleware } from '../../typings/context'
import { drain } from '../guards/jsonBody'
import { routeParam } from '../guards/sellerAccess'
import { isSigned } from './isSigned'

/** A message of which nothing is known but that the partner of this seller wrote it just now. */
export interface SignedWebhook {
  readonly seller: SellerSettings
  /** `webhook-id`: the same for every repeat of a delivery. */
  readonly id: string
  readonly text: string
}

const LIMIT_BYTES = 256_000
const LONGEST_ID = 255
const LONGEST_SIGNATURE = 2_000
/** Nobody's: a stranger's message is checked like any other, so that time does not tell which sellers exist. */
const DECOY = randomBytes(32).toString('base64')

/**
 * Lets in what the seller's partner signed within the last minutes (Standard Webhooks). Signature and time are checked
 * on the bytes before anything is parsed. An unknown seller, one without secret, a wrong signature and an old message
 * get the same answer; the log says which it was when the seller exists.
 */
export const signedWebhook: Middleware<SignedWebhook> = async function signedWebhook(ctx, next) {
  const text = await readBody(ctx)
  const { sellers } = await settingsOf(ctx, ctx.state.clock)
  const seller = sellers.get(routeParam(ctx, 'sellerId'))
  const refusal = refusalOf(ctx, seller, text)
  if (!seller || refusal) {
    if (seller) ctx.vtex.logger.warn({ event: 'webhookRefused', seller: seller.sellerId, reason: refusal })
    throw new Unauthorized('The webhook is not signed, not signed for this address, or too old')
  }
  ctx.state.body = { seller, id: ctx.get('webhook-id'), text }
  await next()
}

type WebhookRefusal = 'noSecret' | 'headers' | 'timestamp' | 'signature'

function refusalOf(
  ctx: ConnectorContext<SignedWebhook>,
  seller: SellerSettings | undefined,
  text: string,
): WebhookRefusal | undefined {
  const id = ctx.get('webhook-id')
  const signature = ctx.get('webhook-signature')
  if (!id || id.length > LONGEST_ID || !signature || signature.length > LONGEST_SIGNATURE) return 'headers'
  const time = sentAt(ctx.get('webhook-timestamp'), ctx.state.clock.now())
  if (!time) return 'timestamp'
  const secrets = webhookSecrets(seller?.webhookSecret)
  const message = { id, signature, sentAt: time, text }
  // No early exit: time does not tell which of several secrets it was.
  const isGood = (secrets.length > 0 ? secrets : [DECOY]).map((secret) => isSigned(message, secret)).includes(true)
  if (secrets.length === 0) return 'noSecret'
  return isGood ? undefined : 'signature'
}

async function readBody(ctx: ConnectorContext<SignedWebhook>): Promise<string> {
  try {
    return (await readText(ctx.req, { limit: LIMIT_BYTES })) as string
  } catch (error) {
    if ((error as { status?: number }).status === 413) {
      drain(ctx)
      throw new BodyTooLarge('The body is larger than 256 kB')
    }
    throw new BadRequest('The body cannot be read')
  }
}
