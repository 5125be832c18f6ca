import { StepRefused } from '../../domain/errors'
import type { PlacementJob } from './placementJob'

/**
 * What a shopper pays for or fills in must reach the partner: an order with services or attachments the platform has no
 * place for is refused.
 * @throws StepRefused FMT0046 (attachments), ORD008 (services)
 */
export async function requireCarried({ deadlineAt, order, work }: PlacementJob): Promise<void> {
  const hasServices = order.lines.some(({ services }) => services !== undefined)
  const hasAttachments = order.lines.some((line) => line.hasAttachments)
  if (!hasServices && !hasAttachments) return
  const carried = (await work.partner.carries?.({ deadlineAt })) ?? { attachments: false, services: false }
  if (hasServices && !carried.services) throw new StepRefused('ORD008', 'The partner takes no services with an order')
  if (hasAttachments && !carried.attachments) {
    throw new StepRefused('FMT0046', 'The partner takes no attachments with an order')
  }
}
