import { skuKey } from '../accountState'
import type { Resource } from '../permissions'
import { pauseFindings } from '../sellerPause'
import { findings } from '../shape'
import { errorBody, refuse, type Step, type StepAnswer, type StepRequest } from './step'

/** Answers whether a seller's SKU is bound to one of the marketplace; 404 is the permission to suggest it. */
function answer({ state, params: { sellerId, sku }, now }: StepRequest, bound: number): StepAnswer {
  if (!state.sellers.has(sellerId)) {
    return refuse(404, 'SellerNotFound', findings('PROTOCOL §4.1', ['the seller is not registered']))
  }
  const paused = pauseFindings(state, sellerId, now)
  if (state.bindings.has(skuKey(sellerId, sku))) return { status: bound, findings: paused }
  state.answeredNotBound.add(skuKey(sellerId, sku))
  return {
    status: 404,
    body: errorBody('SkuNotFound', `No stock keeping unit ${sku} was found for the seller id ${sellerId}`),
    findings: paused,
  }
}

const step = (path: string, bound: number, permission: Resource): Step => ({
  name: 'changeNotification',
  method: 'POST',
  host: 'account',
  path,
  body: 'none',
  subject: 'sku',
  permissions: [permission],
  answer: (request) => answer(request, bound),
})

export const changeNotificationSteps: readonly Step[] = [
  step('/api/catalog_system/pvt/skuseller/changenotification/:sellerId/:sku', 204, 'Seller SKUs'),
  step('/api/sku-binding/pvt/skuseller/changenotification/:sellerId/:sku', 200, 'Edit Product'),
]
