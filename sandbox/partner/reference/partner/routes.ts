import { Router } from 'express'
import type { Request, RequestHandler } from 'express'
import type { Answer, Call, Operation } from './call'
import { listCatalogChanges } from './catalog/listCatalogChanges'
import { listCatalogItems } from './catalog/listCatalogItems'
import { getCapabilities } from './getCapabilities'
import { once } from './idempotency'
import { authorizeOrder } from './orders/authorizeOrder'
import { cancelOrder } from './orders/cancelOrder'
import { changeOrder } from './orders/changeOrder'
import { createOrder } from './orders/createOrder'
import { listOrderUpdates } from './orders/listOrderUpdates'
import { readOrder } from './orders/readOrder'
import { expireReservations } from './shelf/expireReservations'
import { getOffers } from './shelf/getOffers'
import { getQuote } from './shelf/getQuote'
import type { Shop } from './shop'

/** The operations of docs/partner-api.yaml, below its server path. */
export function routes(shop: Shop): Router {
  const read = <Body>(operation: Operation<Body>) => answering<Body>(shop, (call) => operation(shop, call))
  const write = <Body>(operation: Operation<Body>) =>
    answering<Body>(shop, (call) => once(shop, call, () => operation(shop, call)))

  return Router({ caseSensitive: true })
    .get('/capabilities', read(getCapabilities))
    .post('/offers', read(getOffers))
    .post('/quotes', read(getQuote))
    .get('/catalog/items', read(listCatalogItems))
    .get('/catalog/changes', read(listCatalogChanges))
    .post('/orders', write(createOrder))
    .get('/orders/:reference', read(readOrder))
    .post('/orders/:reference/authorize', write(authorizeOrder))
    .post('/orders/:reference/cancel', write(cancelOrder))
    .post('/orders/:reference/changes', write(changeOrder))
    .get('/order-updates', read(listOrderUpdates))
}

function answering<Body>(shop: Shop, work: (call: Call<Body>) => Answer): RequestHandler {
  return (request, response) => {
    expireReservations(shop)
    const { status = 200, body } = work(callOf<Body>(request))
    response.status(status).json(body)
  }
}

/** The validator has checked all of it and turned `limit` into a number. */
function callOf<Body>(request: Request): Call<Body> {
  const { cursor, limit } = request.query as { cursor?: string; limit?: number }
  return {
    operationId: operationIdOf(request),
    body: request.body as Body,
    reference: String(request.params.reference ?? ''),
    idempotencyKey: request.get('idempotency-key') ?? '',
    cursor,
    limit: Number(limit ?? 100),
  }
}

/** Name of the operation in the document; `unknown` when the validator did not get that far. */
export function operationIdOf(request: Request): string {
  const { openapi } = request as Request & { openapi?: { schema?: { operationId?: string } } }
  return openapi?.schema?.operationId ?? 'unknown'
}
