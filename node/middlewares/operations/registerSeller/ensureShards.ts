import { AccessStore } from '../../../clients/storage/accessStore'
import { HintStore } from '../../../clients/storage/hintStore'
import { SweepState } from '../../../clients/storage/sweepState'
import { WebhookIdStore } from '../../../clients/storage/webhookIdStore'
import { StorageUnavailable } from '../../../domain/errors'
import type { ConnectorContext } from '../../../typings/context'

/**
 * Creates what must exist before the first order, once: a shard that was created again would forget who claimed what
 * (DESIGN D7). A seller whose record cannot be read while it is listed is an outage, not a new seller.
 */
export async function ensureShards(ctx: Pick<ConnectorContext, 'clients' | 'state' | 'vtex'>): Promise<void> {
  const { clock, work } = ctx.state
  const { records } = ctx.clients
  await new SweepState(records, clock).ensure()
  const store = new AccessStore(records)
  const id = work.seller.sellerId
  if ((await store.read(id)) ?? (await store.read(id))) return
  if (await store.isListed(id))
    throw new StorageUnavailable('The seller exists but its record cannot be read; try again')
  await Promise.all([
    work.claims.createShards(),
    work.reservations.createShards(),
    work.catalog.create(),
    work.activity.create(),
    new HintStore(records, id, clock).createShards(),
    new WebhookIdStore(records, id, clock).createShards(),
  ])
}
