import { Service, type ParamsContext } from '@vtex/api'

import { Clients } from './clients'
import { syncCatalog } from './events/catalog/syncCatalog'
import { partnerHints } from './events/hints/partnerHints'
import { onAppSetup } from './events/onAppSetup'
import { orderStatus } from './events/orderStatus/orderStatus'
import { deliverOutbox } from './events/outbox/deliverOutbox'
import { onSweep } from './events/sweep/onSweep'
import { errorBoundary } from './middlewares/guards/errorBoundary'
import { jsonBody } from './middlewares/guards/jsonBody'
import { method } from './middlewares/guards/method'
import { health } from './middlewares/operations/health'
import { schedulerAccess, tick } from './middlewares/operations/tick'
import { hookAccess } from './middlewares/orderHook/hookAccess'
import { hookBodySchema, orderHook } from './middlewares/orderHook/orderHook'
import { partnerWebhooks } from './middlewares/partnerWebhooks/partnerWebhooks'
import { signedWebhook } from './middlewares/partnerWebhooks/signedWebhook'
import { operations } from './routes/operations'
import type { Route } from './routes/route'
import { sellerEndpoint } from './routes/sellerEndpoint'
import type { RequestState } from './typings/context'

export default new Service<Clients, RequestState, ParamsContext>({
  clients: { implementation: Clients, options: { default: { timeout: 1_500, retries: 0 } } },
  routes: {
    ...sellerEndpoint,

    partnerWebhooks: [errorBoundary, method('POST'), signedWebhook, partnerWebhooks] as Route,

    orderHook: [errorBoundary, method('POST'), hookAccess, jsonBody(hookBodySchema), orderHook] as Route,

    ...operations,

    tick: [errorBoundary, method('POST'), schedulerAccess, tick] as Route,
    health: [errorBoundary, method('GET', 'HEAD'), health] as Route,
  },
  events: { onAppSetup, deliverOutbox, syncCatalog, partnerHints, orderStatus, sweep: onSweep },
})
