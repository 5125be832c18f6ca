import { skuKey } from '../accountState'
import type { Resource } from '../permissions'
import { findings } from '../shape'
import { errorBody, refuse, type Step, type StepAnswer, type StepRequest } from './step'

/** Answers whether a seller's SKU is bound to one of the marketplace; 404 is the permission to suggest it. */
function answer({ state, params: { sellerId, sku } }: StepRequest, bound: number): StepAnswer {
  if (!state.sellers.has(sellerId)) {
    return refuse(404, 'SellerNotFound', findings('PROTOCOL §4.1', ['the seller is not registered']))
  }
  if (state.bindings.has(skuKey(sellerId, sku))) return { status: bound }
  state.answeredNotBound.add(skuKey(sellerId, sku))
  return {
    status: 404,
    body: errorBody('SkuNotFound', `No stock keeping unit ${sku} was found for the seller id ${sellerId}`),
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
  {
    name: 'readBinding',
    method: 'GET',
    host: 'account',
    path: '/api/sku-binding/pvt/skuseller/:sellerId/:sku',
    body: 'none',
    subject: 'sku',
    permissions: ['View Product', 'Seller SKUs'],
    answer: ({ state, params: { sellerId, sku } }) => {
      const binding = state.bindings.get(skuKey(sellerId, sku))
      if (!binding) return { status: 404, body: errorBody('SkuSellerNotFound', 'No binding for this seller and SKU') }
      return {
        status: 200,
        body: {
          IsPersisted: true,
          IsRemoved: false,
          IsActive: true,
          SellerId: sellerId,
          SellerStockKeepingUnitId: sku,
          StockKeepingUnitId: Number(binding.marketplaceSku),
        },
      }
    },
  },
]
