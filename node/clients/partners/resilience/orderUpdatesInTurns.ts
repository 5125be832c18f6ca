import type { MarketplaceOrderId } from '../../../domain/ids'
import type { Partner, PartnerOrderUpdate } from '../partner'

/**
 * Reads many orders in as many calls as the platform needs, each waiting for its turn. An order that cannot be read
 * keeps none of the others from being followed; what failed is in the journal.
 * @param look one call
 * @throws the first failure when every call failed
 */
export async function orderUpdatesInTurns(
  references: readonly MarketplaceOrderId[],
  { capabilities }: Partner,
  look: (references: MarketplaceOrderId[]) => Promise<PartnerOrderUpdate[]>,
): Promise<PartnerOrderUpdate[]> {
  const atOnce = capabilities.ordersPerLook
  const looks: Promise<PartnerOrderUpdate[]>[] = []
  for (let first = 0; first < references.length; first += atOnce) {
    looks.push(look(references.slice(first, first + atOnce)))
  }
  const outcomes = await Promise.allSettled(looks)
  const failed = outcomes.find((outcome): outcome is PromiseRejectedResult => outcome.status === 'rejected')
  if (failed && outcomes.every(({ status }) => status === 'rejected')) throw failed.reason
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []))
}
