import { settingsOf } from '../../clients/settingsOf'
import { ensureScheduler, TICK_JOB } from '../../events/sellerSetup/ensureScheduler'
import type { ConnectorContext } from '../../typings/context'

/** Installs the job that starts the sweeper, or leaves the one that is right. One for all sellers; repeatable. */
export async function installScheduler(ctx: ConnectorContext) {
  const { clients, state, vtex } = ctx
  const { work } = state
  const settings = await settingsOf(ctx, state.clock)
  try {
    await ensureScheduler({ clients, vtex, work, settings })
  } finally {
    await work.activity.append(work.log.drain())
  }
  ctx.status = 200
  ctx.body = { installed: true, job: TICK_JOB }
}
