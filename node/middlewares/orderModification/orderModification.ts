import { randomUUID } from 'crypto'

import { fingerprint } from '../../clients/fingerprint'
import { inboundEntry } from '../../clients/recordCalls'
import { BadRequest } from '../../domain/errors'
import { changeAsked } from '../../domain/orders/changes/changeAsked'
import { changeRequest, isEmptyChange } from '../../domain/orders/changes/changeRequest'
import { announceWork } from '../../events/ownEvents'
import type { ConnectorContext } from '../../typings/context'
import type { ModificationBody } from './modificationBody'
import { orderToChange } from './orderToChange'

/**
 * The marketplace tells a change of an open order (PROTOCOL §10.1). It is only noted: whether it can be made is decided
 * before we acknowledge it. Told again, it keeps its id.
 */
export async function orderModification(ctx: ConnectorContext<ModificationBody>) {
  const { body, work } = ctx.state
  const request = changeRequest(body)
  if (isEmptyChange(request)) throw new BadRequest('/ names nothing to change', '/')
  const id = await orderToChange(ctx)
  const asked = {
    vtexId: body.changeRequestId ?? body.requestId ?? undefined,
    newId: randomUUID(),
    request,
    contentHash: fingerprint(JSON.stringify(request)),
    now: work.clock.now(),
  }
  const calls = work.log.drain()
  let requestId: string = asked.newId
  await work.orders.update(id, (current) => {
    const { change, record } = changeAsked(current, asked, [
      inboundEntry(
        {
          step: 'orderModification',
          subject: id,
          operationId: ctx.vtex.operationId,
          startedAt: ctx.state.startedAt,
        },
        ctx.state.clock,
        202,
      ),
      ...calls,
    ])
    requestId = change.id
    return record
  })
  await announceWork(ctx, work, id)
  ctx.status = 202
  ctx.body = { requestId, workflowId: null }
}
