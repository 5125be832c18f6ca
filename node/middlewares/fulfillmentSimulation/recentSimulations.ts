import { TenantCache, type Tenant } from '../../clients/tenantCache'
import type { CallEntry } from '../../domain/callJournal'
import type { SellerId } from '../../domain/ids'
import type { ConnectorContext } from '../../typings/context'
import type { SimulationBody } from './simulationBody'

const KEPT = 200
const recent = new TenantCache<CallEntry[]>(200)

/**
 * The latest simulations this replica answered, with the partner calls behind them: enough for an operator to see what
 * checkout asks, without a write on the path of a sale. Lost with the process.
 */
export const recentSimulations = (tenant: Tenant, seller: SellerId): readonly CallEntry[] =>
  recent.get(tenant, seller) ?? []

export function recordSimulation(ctx: ConnectorContext<SimulationBody>, status: number) {
  const { body, clock, startedAt, work } = ctx.state
  const ms = clock.now() - startedAt
  const calls = work.log.drain()
  const entry: CallEntry = {
    at: new Date(startedAt).toISOString(),
    direction: 'in',
    peer: 'marketplace',
    step: 'fulfillmentSimulation',
    subject: body.items.length === 1 ? body.items[0].id : `${body.items.length} lines`,
    status,
    ms,
    operationId: ctx.vtex.operationId,
    note: body.postalCode ? 'with address' : 'without address',
  }
  const entries = recent.get(ctx.vtex, work.seller.sellerId) ?? []
  entries.push(entry, ...calls)
  entries.splice(0, Math.max(0, entries.length - KEPT))
  recent.set(ctx.vtex, work.seller.sellerId, entries)
  ctx.vtex.logger.info({
    event: 'fulfillmentSimulation',
    seller: work.seller.sellerId,
    lines: body.items.length,
    address: Boolean(body.postalCode),
    status,
    ms,
    partnerMs: calls.reduce((sum, call) => sum + call.ms, 0),
    partnerCalls: calls.length,
  })
}
