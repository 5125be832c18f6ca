import type { ParamsContext, RouteHandler } from '@vtex/api'

import type { Clients } from '../clients'
import { configuredSeller } from '../middlewares/guards/configuredSeller'
import { errorBoundary } from '../middlewares/guards/errorBoundary'
import { inSequence } from '../middlewares/guards/inSequence'
import { method } from '../middlewares/guards/method'
import { operatorAccess } from '../middlewares/guards/operatorAccess'
import { redactAccessKey, sellerAccess } from '../middlewares/guards/sellerAccess'
import type { Middleware, RequestState, Step } from '../typings/context'

export type Route = RouteHandler<Clients, RequestState, ParamsContext>[]

/** The runtime times and cancels every entry of a list on its own: as one entry a step costs that once. */
export const oneStep = (name: string, entries: readonly unknown[]): Route =>
  [inSequence(name, entries as Middleware[])] as Route

/** A call of the marketplace to a seller's endpoint: known by its key, in the protocol's shape. */
export const inbound = <Body>(
  methods: string[],
  body: Middleware<Body>,
  step: Step<Body>,
  ...around: Middleware[]
): Route =>
  oneStep(step.name, [redactAccessKey, errorBoundary, sellerAccess, method(...methods), ...around, body, step])

/** A call of an operator. */
export const operation = (methods: string[], resource: string, ...steps: (Middleware<never> | Step<never>)[]): Route =>
  [errorBoundary, method(...methods), operatorAccess(resource), configuredSeller, ...steps] as Route

/** A call of an operator that is about all sellers, or about one whose settings cannot be used. */
export const accountOperation = (
  methods: string[],
  resource: string,
  ...steps: (Middleware<never> | Step<never>)[]
): Route => [errorBoundary, method(...methods), operatorAccess(resource), ...steps] as Route
