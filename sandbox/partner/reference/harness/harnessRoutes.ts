import express, { Router } from 'express'
import type { RequestHandler } from 'express'
import { answerProblem } from '../partner/answerProblem'
import type { PartnerInside } from '../partner/openPartner'
import type { OrderRow } from '../partner/orders/orderRow'
import { operationIdOf } from '../partner/routes'
import { expireReservations } from '../partner/shelf/expireReservations'
import { freeStock } from '../partner/shelf/stock'
import type { Shop } from '../partner/shop'
import type { WebhookTarget } from '../partner/webhooks/signed'
import { RequestJournal } from './requestJournal'
import { STAFF_ACTIONS } from './staffActions'
import type { StaffAction } from './staffActions'
import { staffOrder } from './staffOrder'

/** What only the sandbox needs, below /harness: staff, journal, clock. A real partner has none of it, and no open door. */
export function harness({ shop, clock, announceTo }: PartnerInside) {
  const journal = new RequestJournal()
  const routes = Router().use(
    '/harness',
    express.json(),
    Router()
      .get('/journal', (_request, response) => void response.json(journal.entries))
      .get('/orders', (_request, response) => void response.json(staffOrders(shop)))
      .get('/stock/:sku', (request, response) => void response.json(freeStock(shop, request.params.sku)))
      .post('/clock', (request, response) => {
        clock.advance((request.body as { advanceSeconds: number }).advanceSeconds)
        expireReservations(shop)
        response.sendStatus(204)
      })
      .post('/webhook', (request, response) => {
        announceTo(request.body as WebhookTarget)
        response.sendStatus(204)
      })
      .post(
        '/staff/:action',
        journal.watch('staff', (request) => String(request.params.action)),
        staffAction(shop),
      ),
    answerProblem,
  )
  return { routes, watch: journal.watch('connector', operationIdOf) }
}

const staffOrders = (shop: Shop) =>
  shop.db
    .all<OrderRow & Record<string, unknown>>('SELECT * FROM orders ORDER BY id')
    .map((row) => staffOrder(shop, row))

const staffAction =
  (shop: Shop): RequestHandler =>
  (request, response) => {
    const name = String(request.params.action)
    if (!Object.hasOwn(STAFF_ACTIONS, name)) {
      response.sendStatus(404)
      return
    }
    const act = STAFF_ACTIONS[name as StaffAction] as (shop: Shop, entry: unknown) => void
    shop.db.transaction(() => act(shop, request.body))
    response.sendStatus(204)
  }
