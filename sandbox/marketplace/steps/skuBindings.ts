import { bindTo, skuKey, type AccountState, type Binding } from '../accountState'
import type { Resource } from '../permissions'
import { findings, flag, object, positiveInteger, text, unless } from '../shape'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const RULE = 'PROTOCOL §4.2'

/** Rows differ from call to call in what they name; the ids are the same [OAS-bind]. */
const row = (one: Binding) => ({
  SellerId: one.sellerId,
  StockKeepingUnitId: Number(one.marketplaceSku),
  SellerStockKeepingUnitId: one.sku,
  IsActive: one.isActive,
})

const detail = (one: Binding) => ({
  IsPersisted: true,
  IsRemoved: false,
  SkuSellerId: one.skuSellerId,
  UpdateDate: one.updateDate,
  RequestedUpdateDate: null,
  ...row(one),
})

const withCommission = (one: Binding) => ({
  ...row(one),
  FreightCommissionPercentage: null,
  ProductCommissionPercentage: null,
})

const ofSeller = (state: AccountState, sellerId: string) =>
  [...state.bindings.values()].filter((one) => one.sellerId === sellerId)

const notFound = () => decline(404, 'SkuSellerNotFound', 'No binding for this seller and SKU')

const find = ({ state, params }: StepRequest) => state.bindings.get(skuKey(params.sellerId, params.sku))

function read(request: StepRequest): StepAnswer {
  const binding = find(request)
  return binding ? { status: 200, body: detail(binding) } : notFound()
}

function page({ state, params, query }: StepRequest): StepAnswer {
  const at = Number(query.get('page'))
  const size = Number(query.get('size'))
  const wrong = unless(
    Number.isInteger(at) && at >= 1 && Number.isInteger(size) && size >= 1,
    RULE,
    'page and size are required, both from 1',
  )
  if (wrong.length > 0) return refuse(400, 'BadRequest', wrong)
  const rows = ofSeller(state, params.sellerId).slice((at - 1) * size, at * size)
  return { status: 200, body: rows.map(withCommission) }
}

function admin({ state, query }: StepRequest): StepAnswer {
  const fits = (name: string, value: unknown) => query.get(name) === null || query.get(name) === String(value)
  const rows = [...state.bindings.values()].filter(
    (one) =>
      fits('sellerId', one.sellerId) &&
      fits('skuId', one.marketplaceSku) &&
      fits('sellerSkuId', one.sku) &&
      fits('isActive', one.isActive),
  )
  return { status: 200, body: rows.slice(0, Number(query.get('size') ?? rows.length)).map(detail) }
}

const insertion = object({
  StockKeepingUnitId: positiveInteger,
  IsActive: flag,
  SellerId: text,
  SellerStockKeepingUnitId: text,
})

function insert({ state, body, now }: StepRequest): StepAnswer {
  const wrong = findings(RULE, insertion(body, 'binding'))
  if (wrong.length > 0) return refuse(400, 'BadRequest', wrong)
  const { SellerId, SellerStockKeepingUnitId, StockKeepingUnitId, IsActive } = body as Record<string, never>
  if (state.bindings.has(skuKey(SellerId, SellerStockKeepingUnitId))) return decline(409, 'Conflict', 'It exists')
  bindTo(state, SellerId, SellerStockKeepingUnitId, { marketplaceSku: String(StockKeepingUnitId), now }).isActive =
    IsActive
  return { status: 200 }
}

function repoint(request: StepRequest): StepAnswer {
  const wrong = findings(RULE, object({ StockKeepingUnitId: positiveInteger })(request.body, 'binding'))
  if (wrong.length > 0) return refuse(400, 'BadRequest', wrong)
  const binding = find(request)
  if (!binding) return notFound()
  binding.marketplaceSku = String((request.body as { StockKeepingUnitId: number }).StockKeepingUnitId)
  binding.updateDate = request.now.toISOString()
  return { status: 204 }
}

function remove({ state, params }: StepRequest): StepAnswer {
  const key = skuKey(params.sellerId, params.sku)
  // Not recoverable: the SKU has to be suggested again, after a new 404 of the change notification.
  state.suggestions.delete(key)
  return state.bindings.delete(key) ? { status: 200 } : notFound()
}

const toggle =
  (isActive: boolean): Step['answer'] =>
  ({ state, params, now }) => {
    const binding = ofSeller(state, params.sellerId).find((one) => String(one.skuSellerId) === params.skuSellerId)
    if (!binding) return notFound()
    binding.isActive = isActive
    binding.updateDate = now.toISOString()
    return { status: 200 }
  }

/** Most calls have a twin in the older catalog API. */
const BOTH = ['/api/sku-binding/pvt', '/api/catalog_system/pvt']
const NEW_ONLY = BOTH.slice(0, 1)

const steps = (
  name: string,
  method: Step['method'],
  [path, subject]: readonly [path: string, subject: string],
  answer: Step['answer'],
  bases = BOTH,
): Step[] =>
  bases.map((base) => ({
    name,
    method,
    host: 'account',
    path: `${base}${path}`,
    body: method === 'PUT' || path.endsWith('/insertion') ? 'required' : 'none',
    subject,
    permissions: [method === 'GET' ? 'View Product' : 'Edit Product'] satisfies Resource[],
    answer,
  }))

/** SKU bindings (PROTOCOL §4.2). `readBindings` first: its words would pass for a seller id and a SKU. */
export const skuBindingSteps: readonly Step[] = [
  ...steps('readBindings', 'GET', ['/skuseller/paged/sellerid/:sellerId', 'sellerId'], page, NEW_ONLY),
  ...steps('readBindings', 'GET', ['/skuseller/list/bysellerId/:sellerId', 'sellerId'], ({ state, params }) => ({
    status: 200,
    body: ofSeller(state, params.sellerId).map(withCommission),
  })),
  ...steps('readBindings', 'GET', ['/skuseller/admin', 'sellerId'], admin),
  ...steps('readBindings', 'GET', ['/skusellers/:skuId', 'skuId'], ({ state, params }) => ({
    status: 200,
    body: [...state.bindings.values()]
      .filter((one) => one.marketplaceSku === params.skuId)
      .map((one) => ({ Id: one.skuSellerId, ...row(one), SellerSkuId: one.sku, LastUpdateDate: one.updateDate })),
  })),
  ...steps('readBinding', 'GET', ['/skuseller/:sellerId/:sku', 'sku'], read),
  ...steps('repointBinding', 'PUT', ['/skuseller/:sellerId/:sku', 'sku'], repoint, NEW_ONLY),
  ...steps('insertBinding', 'POST', ['/skuseller/insertion', 'SellerStockKeepingUnitId'], insert),
  ...steps('activateBinding', 'POST', ['/skuseller/activate/:sellerId/:skuSellerId', 'skuSellerId'], toggle(true)),
  ...steps('inactivateBinding', 'POST', ['/skuseller/inactivate/:sellerId/:skuSellerId', 'skuSellerId'], toggle(false)),
  ...steps('removeBinding', 'POST', ['/skuseller/remove/:sellerId/:sku', 'sku'], remove),
]
