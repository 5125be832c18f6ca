import type { Operation } from './call'

export const getCapabilities: Operation = (shop) => ({
  body: {
    catalogChanges: true,
    orderUpdates: true,
    orderChanges: true,
    webhooks: shop.announces(),
    services: true,
    attachments: true,
  },
})
