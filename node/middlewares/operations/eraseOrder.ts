import { NotFound, StepRefused } from '../../domain/errors'
import { marketplaceOrderIdFromPath } from '../../domain/ids'
import { erased, reasonNotToErase } from '../../domain/orders/erased'
import { tellStuckSteps } from '../../events/outbox/tellStuckSteps'
import type { ConnectorContext } from '../../typings/context'
import { routeParam } from '../guards/sellerAccess'

export interface EraseBody {
  /** Only say what would be left. The default. */
  readonly dryRun?: boolean | null
}

export const eraseBodySchema = {
  type: 'object',
  properties: { dryRun: { type: ['boolean', 'null'] } },
} as const

/** Reduces the record of a finished order to ids and amounts. There is nothing personal in it before either (D10). */
export async function eraseOrder(ctx: ConnectorContext<EraseBody>) {
  const { body, clock, work } = ctx.state
  const id = marketplaceOrderIdFromPath(routeParam(ctx, 'orderId'))
  const before = await work.orders.read(id)
  if (!before) throw new NotFound('No record of this order')
  const refused = reasonNotToErase(before)
  if (refused) throw new StepRefused('ORD039', `The order cannot be erased: ${refused}`)
  const dryRun = body.dryRun !== false
  const after = dryRun
    ? erased(before, clock.now())
    : await work.orders.update(id, (record) => (reasonNotToErase(record) ? undefined : erased(record, clock.now())))
  if (!dryRun) await tellStuckSteps(work, after)
  const { schemaVersion: _version, claimId: _claim, contentHash: _hash, markedFor: _marked, ...shown } = after
  ctx.status = 200
  ctx.body = { dryRun, kept: shown }
}
