import type { Answer } from './answer'

/** What is answered for a variant whose stock the shop does not count. */
const UNCOUNTED_STOCK = 10_000

/**
 * Units of a variant that one order can take.
 *
 * Not the sum of its locations: Vendure 3.7.3 allocates the *whole* quantity again at every location it walks until the
 * sum is enough (vendurehq/vendure#4030; `MultiChannelStockLocationStrategy.forAllocation`), so an order of 3 with 2
 * free in one and 4 in another allocates 5, and cancelling gives only 3 back. It never walks on when the first location
 * with free stock holds the whole quantity. Which one is first is not promised (the locations are read without ORDER
 * BY), so the smallest location that has any is the most that is safe wherever the walk begins.
 *
 * @param variant with the OFFER_FIELDS @param settings the shop's globalSettings
 */
export function sellableUnits(variant: Answer, settings: Answer): number {
  const tracking = variant.get('trackInventory').text()
  if (tracking === 'FALSE' || (tracking === 'INHERIT' && !settings.get('trackInventory').boolean())) {
    return UNCOUNTED_STOCK
  }
  const threshold = variant.get('useGlobalOutOfStockThreshold').boolean()
    ? settings.get('outOfStockThreshold').integer()
    : variant.get('outOfStockThreshold').integer()
  const free = variant
    .get('stockLevels')
    .list()
    .map((level) => level.get('stockOnHand').integer() - level.get('stockAllocated').integer())
  // Vendure takes the threshold off at each location when it allocates, and once when it checks the order.
  const perLocation = free.map((units) => units - threshold).filter((units) => units > 0)
  const total = free.reduce((sum, units) => sum + units, 0) - threshold
  return perLocation.length === 0 ? 0 : Math.max(0, Math.min(total, ...perLocation))
}
