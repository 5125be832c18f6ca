import type { EventContext, RecorderState, ServiceContext } from '@vtex/api'

import type { Clients } from '../clients'
import type { SellerWork } from '../clients/sellerWork'
import type { Clock } from '../domain/clock'

export const OFFERED_KEY = Symbol('offeredKey')

export interface RequestState<Body = unknown> extends RecorderState {
  body: Body
  clock: Clock
  /** When the request reached us, by our clock. */
  startedAt: number
  /** What stood for a key in the path of a seller's endpoint. Under a symbol, so that nothing that prints shows it. */
  [OFFERED_KEY]?: string
  /** The seller whose endpoint was called; set by the access guard. */
  work: SellerWork
  /** Validated VtexId token of the operator; set by the operator guard. */
  operatorToken: string
}

export type ConnectorContext<Body = unknown> = ServiceContext<Clients, RequestState<Body>>
export type Next = () => Promise<void>
export type Middleware<Body = unknown> = (ctx: ConnectorContext<Body>, next: Next) => Promise<void>
/** The last middleware of a route: it answers. */
export type Step<Body = unknown> = (ctx: ConnectorContext<Body>) => Promise<void>
export type ConnectorEvent = EventContext<Clients, unknown>
