import type { Operation } from './operation'

export const GET_CAPABILITIES: Operation<'Capabilities'> = {
  id: 'getCapabilities',
  method: 'get',
  answer: 'Capabilities',
  kind: 'read',
}
export const GET_OFFERS: Operation<'OffersAnswer'> = {
  id: 'getOffers',
  method: 'post',
  answer: 'OffersAnswer',
  kind: 'read',
}
export const GET_QUOTE: Operation<'QuoteAnswer'> = {
  id: 'getQuote',
  method: 'post',
  answer: 'QuoteAnswer',
  kind: 'read',
}
export const LIST_CATALOG_ITEMS: Operation<'CatalogPage'> = {
  id: 'listCatalogItems',
  method: 'get',
  answer: 'CatalogPage',
  kind: 'read',
}
export const CREATE_ORDER: Operation<'Order'> = { id: 'createOrder', method: 'post', answer: 'Order', kind: 'write' }
export const READ_ORDER: Operation<'Order'> = { id: 'readOrder', method: 'get', answer: 'Order', kind: 'read' }
export const AUTHORIZE_ORDER: Operation<'Order'> = {
  id: 'authorizeOrder',
  method: 'post',
  answer: 'Order',
  kind: 'write',
}
export const CANCEL_ORDER: Operation<'CancelAnswer'> = {
  id: 'cancelOrder',
  method: 'post',
  answer: 'CancelAnswer',
  kind: 'write',
}
export const LIST_ORDER_UPDATES: Operation<'OrderUpdates'> = {
  id: 'listOrderUpdates',
  method: 'get',
  answer: 'OrderUpdates',
  kind: 'read',
}
export const LIST_CATALOG_CHANGES: Operation<'CatalogChanges'> = {
  id: 'listCatalogChanges',
  method: 'get',
  answer: 'CatalogChanges',
  kind: 'read',
}
export const CHANGE_ORDER: Operation<'Order'> = { id: 'changeOrder', method: 'post', answer: 'Order', kind: 'write' }
