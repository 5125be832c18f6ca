import type { ConnectorEvent } from '../../typings/context'
import { openEventWork } from '../openEventWork'
import { continueCatalogRun } from './continueCatalogRun'
import { announceSync, type SyncCatalog } from './announceSync'

const WORKING_MS = 10_000

/** One slice of a catalog run; asks for the next one itself. A lost event is made good by the sweeper. */
export async function syncCatalog(ctx: ConnectorEvent): Promise<void> {
  const { sellerId } = ctx.body as SyncCatalog
  const work = await openEventWork(ctx, sellerId)
  if (work && (await continueCatalogRun(ctx, work, work.clock.now() + WORKING_MS))) await announceSync(ctx, sellerId)
}
