import type { CarriedExtras } from '../../domain/orders/placement/placementOrder'
import type { PlacementJob } from './placementJob'

/** What of an order's services and attachments the partner can be told; it is asked only about an order that has some. */
export async function carriedExtras({ deadlineAt, order, work }: PlacementJob): Promise<CarriedExtras> {
  const hasExtras = order.lines.some(({ hasAttachments, services }) => services !== undefined || hasAttachments)
  const { partner } = work
  return (hasExtras && partner.carries ? await partner.carries({ deadlineAt }) : undefined) ?? NOTHING
}

const NOTHING: CarriedExtras = { services: false, attachments: false }
