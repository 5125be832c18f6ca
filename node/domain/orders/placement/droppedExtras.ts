import { StepRefused } from '../../errors'
import type { CarriedExtras, PlacementOrder } from './placementOrder'

/**
 * What comes free with an order and cannot be passed on, in words: the order is not lost for it, and a person sees it.
 * @throws StepRefused ORD008 for a service that was paid for: nobody would render it
 */
export function droppedExtras(order: PlacementOrder, carried: CarriedExtras): string[] {
  return order.lines.flatMap(({ hasAttachments, services = [], sku }) => {
    const dropped = carried.services ? [] : services
    if (dropped.some(({ unitPrice }) => unitPrice > 0)) {
      throw new StepRefused('ORD008', `SKU ${sku} was sold with a service, and the partner takes none`)
    }
    return [
      ...dropped.map(({ id }) => `service ${id} of SKU ${sku} is not passed on, the partner takes none`),
      ...(hasAttachments && !carried.attachments
        ? [`attachments of SKU ${sku} are not passed on, the partner takes none`]
        : []),
    ]
  })
}
