import type { Marketplace } from '../marketplace/marketplace'
import type { Platform } from '../platform/platform'
import type { OperatorApi } from './operatorApi'

const MOST_ROUNDS = 200

/**
 * The operator's first run of the catalog, to its end: from then on the connector follows the partner by itself.
 * @throws Error when it stops
 */
export async function syncCatalog(
  operator: OperatorApi,
  sellerId: string,
  platform: Platform,
  marketplace: Marketplace,
): Promise<void> {
  await operator.startCatalogSync(sellerId)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await platform.eventsSettled()
    const { catalog } = await operator.activity(sellerId)
    if (catalog.lastError) throw new Error(`The catalog sync stopped: ${catalog.lastError}`)
    if (catalog.state === 'idle') {
      // What changed is told once every replica knows it.
      await platform.eventsSettled()
      return marketplace.settled()
    }
  }
  throw new Error('The catalog sync does not come to an end')
}
