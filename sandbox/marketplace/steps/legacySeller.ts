import type { AccountState, RegisteredSeller } from '../accountState'
import { findings, isObject, object, text } from '../shape'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const RULE = 'PROTOCOL §3.6'

/** A seller as checkout and catalog read it: another model, with a field of its own. */
const view = (state: AccountState, seller: RegisteredSeller) => {
  const commissions = (state.commissions.get(seller.id) ?? []).map((one) => ({
    CategoryId: Number(one.categoryId),
    ProductCommission: one.productCommissionPercentage,
    FreightCommission: one.freightCommissionPercentage,
  }))
  return {
    SellerId: seller.id,
    Name: seller.name,
    Email: seller.email,
    Description: seller.description,
    ExchangeReturnPolicy: seller.exchangeReturnPolicy,
    DeliveryPolicy: seller.deliveryPolicy,
    UseHybridPaymentOptions: seller.allowHybridPayments,
    UserName: seller.user,
    Password: seller.password,
    // Spelled this way by VTEX.
    SecutityPrivacyPolicy: seller.securityPrivacyPolicy,
    CNPJ: seller.taxCode,
    CSCIdentification: seller.CSCIdentification,
    ArchiveId: null,
    UrlLogo: '',
    ProductCommissionPercentage: 0,
    FreightCommissionPercentage: 0,
    // A string that holds JSON.
    CategoryCommissionPercentage: JSON.stringify(commissions),
    FulfillmentEndpoint: seller.fulfillmentEndpoint,
    CatalogSystemEndpoint: seller.catalogSystemEndpoint,
    IsActive: seller.isActive,
    MerchantName: state.merchantNames.get(seller.id) ?? null,
    FulfillmentSellerId: seller.fulfillmentSellerId,
    SellerType: seller.sellerType,
    IsBetterScope: seller.isBetterScope,
    TrustPolicy: seller.trustPolicy,
  }
}

function list({ state, query }: StepRequest): StepAnswer {
  const sc = query.get('sc')
  const sells = (seller: RegisteredSeller) =>
    sc === null || seller.availableSalesChannels.some((one) => one.isSelected && String(one.id) === sc)
  return { status: 200, body: [...state.sellers.values()].filter(sells).map((seller) => view(state, seller)) }
}

function read({ state, params }: StepRequest): StepAnswer {
  const seller = state.sellers.get(params.sellerId)
  return seller ? { status: 200, body: view(state, seller) } : decline(404, 'SellerNotFound', 'Seller not found')
}

/** Only the name of the gateway account is taken over: everything else is written through seller-register (C-04). */
function update({ state, body }: StepRequest): StepAnswer {
  const wrong = findings(RULE, object({ SellerId: text, Name: text, FulfillmentEndpoint: text })(body, 'seller'))
  if (wrong.length > 0 || !isObject(body)) return refuse(400, 'BadRequest', wrong)
  const seller = state.sellers.get(String(body.SellerId))
  if (!seller) return decline(404, 'SellerNotFound', 'Seller not found')
  if (typeof body.MerchantName === 'string') state.merchantNames.set(seller.id, body.MerchantName)
  else state.merchantNames.delete(seller.id)
  return { status: 200, body: view(state, seller) }
}

const step = (name: string, method: Step['method'], path: string, answer: Step['answer']): Step => ({
  name,
  method,
  host: 'account',
  path: `/api/catalog_system/pvt${path}`,
  body: method === 'GET' ? 'none' : 'required',
  subject: method === 'GET' ? 'sellerId' : 'SellerId',
  permissions: [method === 'GET' ? 'View Seller' : 'Save Seller'],
  answer,
})

/** The older seller API, the only one with `MerchantName` (PROTOCOL §3.6). */
export const legacySellerSteps: readonly Step[] = [
  step('readLegacySeller', 'GET', '/seller/list', list),
  step('readLegacySeller', 'GET', '/seller/:sellerId', read),
  step('readLegacySeller', 'GET', '/sellers/:sellerId', read),
  step('saveLegacySeller', 'PUT', '/seller', update),
]
