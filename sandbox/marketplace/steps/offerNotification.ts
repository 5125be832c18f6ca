import { skuKey, type AccountState } from '../accountState'
import { decline, type Step } from './step'

/** Asks the marketplace to simulate one SKU again; resolves nothing, the answer comes later (PROTOCOL §4.6). */
export type Reindex = (state: AccountState, sellerId: string, sku: string) => void

const notification = (kind: 'price' | 'inventory', reindex: Reindex): Step => ({
  name: `${kind}Notification`,
  method: 'POST',
  host: 'account',
  path: `/api/notificator/:sellerId/changenotification/:sku/${kind}`,
  body: 'none',
  subject: 'sku',
  permissions: ['View Seller'],
  answer: ({ state, params: { sellerId, sku } }) =>
    state.bindings.has(skuKey(sellerId, sku))
      ? { status: 202, afterwards: () => reindex(state, sellerId, sku) }
      : decline(404, 'SkuNotFound', `No stock keeping unit ${sku} was found for the seller id ${sellerId}`),
})

export const offerNotificationSteps = (reindex: Reindex): readonly Step[] => [
  notification('price', reindex),
  notification('inventory', reindex),
]
