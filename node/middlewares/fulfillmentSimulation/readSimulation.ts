import { BadRequest } from '../../domain/errors'
import type { ConnectorContext, Middleware } from '../../typings/context'
import { bodyCheck, jsonBody } from '../guards/jsonBody'
import { simulationBodySchema, type SimulationBody } from './simulationBody'

const readPosted = jsonBody<SimulationBody>(simulationBodySchema)
const check = bodyCheck<SimulationBody>(simulationBodySchema)
const LONGEST_QUERY = 100_000

/** The body of a POST, or the same JSON in `?purchaseContext=` of the legacy GET (PROTOCOL §5). */
export const readSimulation: Middleware<SimulationBody> = (ctx, next) =>
  ctx.method === 'POST' ? readPosted(ctx, next) : readAsked(ctx, next)

const readAsked: Middleware<SimulationBody> = async function readAsked(ctx, next) {
  ctx.state.body = check(purchaseContext(ctx))
  await next()
}

function purchaseContext(ctx: ConnectorContext<SimulationBody>): unknown {
  const text = ctx.query.purchaseContext
  if (typeof text !== 'string' || text.length > LONGEST_QUERY) {
    throw new BadRequest('purchaseContext must be the JSON of a simulation request')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new BadRequest('purchaseContext is not valid JSON')
  }
}
