import { logLine } from '../../clients/logLine'
import type { AnswerSource, FoundQuote } from '../../clients/offers/foundQuote'
import { TenantCache, type Tenant } from '../../clients/tenantCache'
import type { CallEntry } from '../../domain/callJournal'
import type { SellerId } from '../../domain/ids'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import type { ConnectorContext } from '../../typings/context'
import { SIMULATION_DEADLINE_MS } from './answerInTime'
import type { SimulationBody } from './simulationBody'

/** One answer, as it is kept until somebody looks at it. */
interface Answered {
  readonly startedAt: number
  readonly ms: number
  readonly subject: string
  readonly status: number
  readonly operationId: string
  readonly withAddress: boolean
  readonly source: AnswerSource | 'none'
  readonly calls: readonly CallEntry[]
}

/** The latest answers of a seller, written round and round. */
interface Ring {
  readonly answers: (Answered | undefined)[]
  next: number
}

const KEPT = 100
const recent = new TenantCache<Ring>(200)

/**
 * The latest simulations this replica answered, oldest first, with the partner calls behind them: enough for an operator
 * to see what checkout asks, without a write on the path of a sale. Lost with the process.
 */
export function recentSimulations(tenant: Tenant, seller: SellerId): readonly CallEntry[] {
  const ring = recent.get(tenant, seller)
  if (!ring) return []
  const inOrder = [...ring.answers.slice(ring.next), ...ring.answers.slice(0, ring.next)]
  return inOrder.flatMap((answer) => (answer ? [entryOf(answer), ...answer.calls] : []))
}

const entryOf = ({ calls: _calls, startedAt, withAddress, source, ...answer }: Answered): CallEntry => ({
  at: new Date(startedAt).toISOString(),
  direction: 'in',
  peer: 'marketplace',
  step: 'fulfillmentSimulation',
  note: `${withAddress ? 'with' : 'without'} address, ${source}`,
  ...answer,
})

/**
 * Writes down where an answer came from: in this memory, as one line of the log and as a metric. No personal data.
 * @param found undefined when there was no answer
 */
export function recordSimulation(
  ctx: ConnectorContext<SimulationBody>,
  withAddress: boolean,
  found: FoundQuote | undefined,
) {
  const { body, clock, startedAt, work } = ctx.state
  const { sellerId } = work.seller
  const ms = clock.now() - startedAt
  const calls = work.log.drain()
  const source = found?.source ?? 'none'
  const status = found ? 200 : 503
  remember(ctx.vtex, sellerId, {
    startedAt,
    ms,
    subject: body.items.length === 1 ? body.items[0].id : `${body.items.length} lines`,
    status,
    operationId: ctx.vtex.operationId,
    withAddress,
    source,
    calls,
  })
  logLine(ctx.vtex, {
    event: 'fulfillmentSimulation',
    seller: sellerId,
    lines: body.items.length,
    address: withAddress,
    status,
    source,
    ms,
    leftMs: SIMULATION_DEADLINE_MS - ms,
    partnerMs: calls.length > 0 ? calls.reduce((sum, call) => sum + call.ms, 0) : undefined,
    partnerCalls: calls.length || undefined,
    unknown: found?.unknown || undefined,
    paused: pauseOf(work.seller),
  })
  // The runtime's own collector: it shows beside its figures per route.
  metrics.batch(`fulfillmentSimulation-${source}`, [Math.floor(ms / 1_000), (ms % 1_000) * 1_000_000])
}

/** Asked about all the same: a pause is the marketplace's decision to make (AC-97). */
function pauseOf({ active, pausedThere }: SellerSettings): 'here' | 'there' | undefined {
  if (pausedThere) return 'there'
  return active ? undefined : 'here'
}

function remember(tenant: Tenant, seller: SellerId, answer: Answered): void {
  let ring = recent.get(tenant, seller)
  if (!ring) recent.set(tenant, seller, (ring = { answers: new Array<Answered | undefined>(KEPT), next: 0 }))
  ring.answers[ring.next] = answer
  ring.next = (ring.next + 1) % KEPT
}
