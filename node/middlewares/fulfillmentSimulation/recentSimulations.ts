import { TenantCache, type Tenant } from '../../clients/tenantCache'
import type { FoundQuote } from '../../clients/offers/offerBook'
import type { CallEntry } from '../../domain/callJournal'
import type { SellerId } from '../../domain/ids'
import type { ConnectorContext } from '../../typings/context'
import { SIMULATION_DEADLINE_MS } from './answerInTime'
import type { SimulationBody } from './simulationBody'

const KEPT = 200
const recent = new TenantCache<CallEntry[]>(200)

/**
 * The latest simulations this replica answered, with the partner calls behind them: enough for an operator to see what
 * checkout asks, without a write on the path of a sale. Lost with the process.
 */
export const recentSimulations = (tenant: Tenant, seller: SellerId): readonly CallEntry[] =>
  recent.get(tenant, seller) ?? []

/**
 * Writes down where an answer came from: in this memory, as one line of the log and as a metric. No personal data.
 * @param found undefined when there was no answer
 */
export function recordSimulation(ctx: ConnectorContext<SimulationBody>, found: FoundQuote | undefined) {
  const { body, clock, startedAt, work } = ctx.state
  const { sellerId } = work.seller
  const ms = clock.now() - startedAt
  const calls = work.log.drain()
  const source = found?.source ?? 'none'
  const status = found ? 200 : 503
  const entry: CallEntry = {
    at: new Date(startedAt).toISOString(),
    direction: 'in',
    peer: 'marketplace',
    step: 'fulfillmentSimulation',
    subject: body.items.length === 1 ? body.items[0].id : `${body.items.length} lines`,
    status,
    ms,
    operationId: ctx.vtex.operationId,
    note: `${body.postalCode ? 'with' : 'without'} address, ${source}`,
  }
  const entries = recent.get(ctx.vtex, sellerId) ?? []
  entries.push(entry, ...calls)
  if (entries.length > KEPT) entries.splice(0, entries.length - KEPT)
  recent.set(ctx.vtex, sellerId, entries)
  ctx.vtex.logger.info({
    event: 'fulfillmentSimulation',
    seller: sellerId,
    lines: body.items.length,
    address: Boolean(body.postalCode),
    status,
    source,
    unknown: found?.unknown ?? 0,
    active: work.seller.active,
    ms,
    partnerMs: calls.reduce((sum, call) => sum + call.ms, 0),
    partnerCalls: calls.length,
    leftMs: SIMULATION_DEADLINE_MS - ms,
  })
  // The runtime's own collector: it shows beside its figures per route.
  metrics.batch(`fulfillmentSimulation-${source}`, [Math.floor(ms / 1_000), (ms % 1_000) * 1_000_000])
}
