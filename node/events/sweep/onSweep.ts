import type { ConnectorEvent } from '../../typings/context'
import { announceSweep } from '../ownEvents'
import { sweep } from './sweep'

/** A sweep asked for by event: when one ran out of time, or when the scheduler seems asleep. */
export async function onSweep(ctx: ConnectorEvent): Promise<void> {
  const { unfinished } = await sweep(ctx)
  if (unfinished) await announceSweep(ctx)
}
