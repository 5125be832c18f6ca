import type { Clock } from '../domain/clock'
import type { PacedApi } from './marketplace/marketplacePace'
import type { CallEntry, CallJournal } from '../domain/callJournal'

/** What every call out of one piece of work shares. */
export interface CallScope {
  readonly clock: Clock
  readonly journal: CallJournal
  /** `x-vtex-operation-id` of the request or event that caused the work. */
  readonly operationId?: string
  /** Preferred over the app token when the operator configured one (PROTOCOL U-10). */
  readonly appKeyPair?: { readonly key: string; readonly token: string }
  /** Makes a call when it is its turn, below VTEX's limits; absent: nobody waits. */
  readonly pace?: <T>(api: PacedApi, step: string, call: () => Promise<T>) => Promise<T>
}

/** Runs a call and writes it down, whatever its end. `describe` gives status and note of the outcome. */
export async function journaled<T>(
  scope: CallScope,
  call: Pick<CallEntry, 'peer' | 'step' | 'subject'>,
  run: () => Promise<T>,
  describe: (outcome: { readonly value: T } | { readonly error: unknown }) => { status: number; note?: string },
): Promise<T> {
  const startedAt = scope.clock.now()
  const record = (outcome: { readonly value: T } | { readonly error: unknown }) =>
    scope.journal.record({
      at: new Date(startedAt).toISOString(),
      direction: 'out',
      ...call,
      ...describe(outcome),
      ms: Math.max(0, scope.clock.now() - startedAt),
      ...(scope.operationId ? { operationId: scope.operationId } : {}),
    })
  try {
    const value = await run()
    record({ value })
    return value
  } catch (error) {
    record({ error })
    throw error
  }
}
