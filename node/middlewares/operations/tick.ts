import { timingSafeEqual } from 'crypto'

import { hashOfKey } from '../../clients/accessCheck'
import { SweepState } from '../../clients/storage/sweepState'
import { NotFound } from '../../domain/errors'
import { announceSweep } from '../../events/ownEvents'
import { sweep } from '../../events/sweep/sweep'
import type { ConnectorContext, Middleware } from '../../typings/context'

/** Only the scheduler knows the bearer; everybody else finds nothing here. */
export const schedulerAccess: Middleware = async function schedulerAccess(ctx, next) {
  const [, bearer = ''] = /^Bearer (\S{1,200})$/.exec(ctx.get('authorization')) ?? []
  const expected = await new SweepState(ctx.clients.records, ctx.state.clock).schedulerTokenHash()
  const offered = Buffer.from(hashOfKey(bearer), 'hex')
  if (!expected || !timingSafeEqual(Buffer.from(expected, 'hex'), offered)) throw new NotFound()
  await next()
}

/** The minute's work (DESIGN D8); answers what was done. */
export async function tick(ctx: ConnectorContext) {
  const report = await sweep(ctx)
  if (report.unfinished) await announceSweep(ctx)
  ctx.status = 200
  ctx.body = report
}
