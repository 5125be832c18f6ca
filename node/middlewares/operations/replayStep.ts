import { NotFound, TryAgainLater } from '../../domain/errors'
import { marketplaceOrderIdFromPath } from '../../domain/ids'
import { replayed, replayPlan, type ReplayAction } from '../../domain/orders/replay'
import { deliverOwed } from '../../events/outbox/deliverOwed'
import { tellStuckSteps } from '../../events/outbox/tellStuckSteps'
import type { ConnectorContext } from '../../typings/context'
import { routeParam } from '../guards/sellerAccess'

export interface ReplayBody {
  /** Id of an owed step, as the order shows it: `orderInvoice:NF-981`. */
  readonly step: string
  readonly action?: ReplayAction | null
  /** Only say what would be done. The default: an operator looks first. */
  readonly dryRun?: boolean | null
}

export const replayBodySchema = {
  type: 'object',
  required: ['step'],
  properties: {
    step: { type: 'string', minLength: 1, maxLength: 200 },
    action: { type: ['string', 'null'], enum: ['replay', 'drop', null] },
    dryRun: { type: ['boolean', 'null'] },
  },
} as const

const WORKING_MS = 15_000

/**
 * Tries one owed step again at once, as if it had never been tried, or takes it off because somebody did it by hand.
 * Without `"dryRun": false` nothing is changed and nobody is called.
 */
export async function replayStep(ctx: ConnectorContext<ReplayBody>) {
  const { body, work } = ctx.state
  const id = marketplaceOrderIdFromPath(routeParam(ctx, 'orderId'))
  const action = body.action ?? 'replay'
  const before = await work.orders.read(id)
  if (!before) throw new NotFound('No record of this order')
  const plan = replayPlan(before, body.step)
  if (!plan) throw new NotFound('The order does not owe this step')
  ctx.status = 200
  if (body.dryRun !== false) {
    ctx.body = { dryRun: true, action, state: before.state, ...plan }
    return
  }
  let isChanged = false
  const changed = await work.orders.update(id, (record) => {
    const next = replayed(record, body.step, action, work.clock.now())
    isChanged = next !== undefined
    return next
  })
  if (!isChanged) throw new TryAgainLater('Somebody is at this step, or it is done; look at the order again', 30)
  const after = (await deliverOwed(work, id, work.clock.now() + WORKING_MS)) ?? changed
  await tellStuckSteps(work, after)
  const left = after.owed.find((step) => step.id === body.step)
  ctx.body = { dryRun: false, action, done: left === undefined, state: after.state, owed: after.owed }
}
