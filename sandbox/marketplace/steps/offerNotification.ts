import { skuKey, type AccountState } from '../accountState'
import { pauseFindings } from '../sellerPause'
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
  answer: ({ state, params: { sellerId, sku }, now }) => {
    const binding = state.bindings.get(skuKey(sellerId, sku))
    const findings = pauseFindings(state, sellerId, now)
    if (!binding) {
      const unknown = `No stock keeping unit ${sku} was found for the seller id ${sellerId}`
      return { ...decline(404, 'SkuNotFound', unknown), findings }
    }
    // An inactive binding gets no refresh (PROTOCOL §4.2).
    return { status: 202, findings, ...(binding.isActive ? { afterwards: () => reindex(state, sellerId, sku) } : {}) }
  },
})

export const offerNotificationSteps = (reindex: Reindex): readonly Step[] => [
  notification('price', reindex),
  notification('inventory', reindex),
]
