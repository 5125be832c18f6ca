import { HintStore } from '../../clients/storage/hintStore'
import { WebhookIdStore } from '../../clients/storage/webhookIdStore'
import { StepRefused } from '../../domain/errors'
import { hintsOf } from '../../domain/webhooks/partnerEvent'
import { announceHints } from '../../events/ownEvents'
import type { ConnectorContext } from '../../typings/context'
import { partnerEventOf } from './partnerEventBody'
import type { SignedWebhook } from './signedWebhook'

/**
 * What the partner tells us (docs/partner-api.yaml, webhooks): only hints what to read again, stored before the answer.
 *
 * The id is remembered last. Remembered first, a failure after it would turn the partner's repeat into a replay and lose
 * the hint; this way round a repeat at the worst moment writes the same hint twice, which is one hint.
 */
export async function partnerWebhooks(ctx: ConnectorContext<SignedWebhook>) {
  const { body, clock } = ctx.state
  const { seller, id, text } = body
  const event = partnerEventOf(text)
  if (event) {
    const ids = new WebhookIdStore(ctx.clients.records, seller.sellerId, clock)
    if (await ids.isKnown(id)) throw replayed()
    const isNews = await new HintStore(ctx.clients.records, seller.sellerId, clock).add(
      hintsOf(event, seller.referencePrefix),
    )
    const isFirst = await ids.remember(id)
    if (isNews) await announceHints(ctx, seller.sellerId)
    if (!isFirst) throw replayed()
  }
  ctx.status = 204
}

const replayed = () => new StepRefused('webhookReplayed', 'A webhook with this webhook-id came before')
