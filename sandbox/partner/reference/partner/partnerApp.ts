import express from 'express'
import type { Express, RequestHandler } from 'express'
import { answerProblem } from './answerProblem'
import { bearerToken } from './bearerToken'
import { contract } from './contract'
import { picture } from './picture'
import { rateLimit } from './rateLimit'
import { routes } from './routes'
import type { Shop } from './shop'

/** The `servers` path of the document. */
const BASE_PATH = '/external-seller/v1'

export interface AppOptions {
  readonly token: string
  /** Requests in 10 seconds. */
  readonly rateLimit: number
  /** Sees every request of the API first. */
  readonly watch: RequestHandler
  /** Routes that are not of the Seller API. */
  readonly besides: RequestHandler
}

/** What a request goes through, in this order. */
export function partnerApp(shop: Shop, options: AppOptions): Express {
  const app = express().disable('x-powered-by').disable('etag')
  app.use(options.besides)
  app.get('/images/:sku.png', picture(shop))
  app.use(BASE_PATH, options.watch, rateLimit(options.rateLimit, shop.now), noStore)
  app.use(express.json({ limit: '1mb' }))
  app.use(contract(bearerToken(options.token)))
  app.use(BASE_PATH, routes(shop))
  app.use(answerProblem)
  return app
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}
