import { inboundEntry } from '../../clients/recordCalls'
import { agreed, type AgreementType } from '../../domain/orders/changes/changeAsked'
import { announceWork } from '../../events/ownEvents'
import type { ConnectorContext } from '../../typings/context'
import { routeParam } from '../guards/sellerAccess'
import { orderToChange } from './orderToChange'

export interface AgreementBody {
  readonly agreementType: AgreementType
}

export const agreementBodySchema = {
  type: 'object',
  required: ['agreementType'],
  properties: { agreementType: { type: 'string', enum: ['Acknowledgment', 'Confirmation'] } },
} as const

/** The marketplace agrees on a change (PROTOCOL §10.1, steps 2 and 4), in any order and any number. */
export async function sendAgreement(ctx: ConnectorContext<AgreementBody>) {
  const { body, work } = ctx.state
  const changeRequestId = routeParam(ctx, 'changeRequestId')
  const id = await orderToChange(ctx)
  const calls = work.log.drain()
  await work.orders.update(id, (record) =>
    agreed(record, changeRequestId, body.agreementType, work.clock.now(), [
      inboundEntry(
        { step: 'sendAgreement', subject: id, operationId: ctx.vtex.operationId, startedAt: ctx.state.startedAt },
        ctx.state.clock,
        200,
        body.agreementType,
      ),
      ...calls,
    ]),
  )
  await announceWork(ctx, work, id)
  ctx.status = 200
  // The order by the id VTEX called it by: no document says whose that is (C-34).
  ctx.body = { orderId: routeParam(ctx, 'orderId'), changeRequestId, agreementType: body.agreementType }
}
