import type { PlacementLine, PlacementOrder } from './placementOrder'

/**
 * The text whose hash tells one order content from another (DESIGN D7): what was bought, for how much and how it
 * travels. Never personal or volatile fields, so that a repeat with a refreshed address form is still a repeat.
 */
export const contentOf = (order: PlacementOrder): string =>
  JSON.stringify({
    items: order.lines.map((line) => [line.sku, line.quantity, line.unitPrice]),
    delivery: order.lines.map((line) => [line.slaId, line.channel, line.freight, line.window ?? null]),
    total: order.total,
    // Left out where there are none: the hash of such an order is that of earlier releases.
    ...(order.lines.some(({ services }) => services) ? { services: order.lines.map(servicesOf) } : {}),
  })

const servicesOf = ({ services = [] }: PlacementLine) =>
  services.map(({ id, quantity, unitPrice }) => [id, quantity, unitPrice])
