import type { CallEntry } from '../domain/callJournal'
import type { Clock } from '../domain/clock'

/** The entry of an inbound call, at the moment its outcome is certain. */
export const inboundEntry = (
  call: { readonly step: string; readonly subject: string; readonly operationId?: string; readonly startedAt: number },
  clock: Clock,
  status: number,
  note?: string,
): CallEntry => ({
  at: new Date(call.startedAt).toISOString(),
  direction: 'in',
  peer: 'marketplace',
  step: call.step,
  subject: call.subject,
  status,
  ms: clock.now() - call.startedAt,
  ...(call.operationId ? { operationId: call.operationId } : {}),
  ...(note ? { note } : {}),
})
