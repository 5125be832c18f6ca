import type { RecordedCall } from '../world/operatorApi'
import type { World } from '../world/startWorld'

/** Steps VTEX IO itself answers: the marketplace never sees them. */
const PLATFORM_STEPS = new Set(['readScheduler', 'installScheduler', 'validateToken', 'checkPermission'])

/** Looked at again and again, by whoever is awake: a look that succeeds is not written down. */
const LOOKS = new Set(['readSeller'])

/**
 * Holds what the connector recorded against what the marketplace and the store saw, call by call.
 * @returns every difference in words; none when the three agree
 */
export async function compareJournals(world: World, recorded: readonly RecordedCall[]): Promise<string[]> {
  const protocol = recorded.filter(
    ({ peer, step }) => peer === 'marketplace' && !PLATFORM_STEPS.has(step) && !LOOKS.has(step),
  )
  const seen = world.marketplace.journal(world.account).filter(({ step }) => !LOOKS.has(step))
  const atStore = (await world.store.journal()).filter(({ user }) => user === 'connector')
  const partnerCalls = recorded.filter(({ peer }) => peer === 'partner')
  return [
    ...difference(
      'the marketplace',
      // What comes in here went out there.
      protocol.map(({ direction, step, status, operationId }) => `${direction} ${step} ${status} ${operationId ?? ''}`),
      seen.map(
        ({ direction, step, status, operationId }) =>
          `${direction === 'in' ? 'out' : 'in'} ${step} ${status} ${operationId}`,
      ),
    ),
    ...difference(
      'the store',
      partnerCalls.flatMap(({ step, status, times = 1 }) => Array<string>(times).fill(`${step} ${status}`)),
      atStore.map(({ step, status }) => `${step} ${status}`),
    ),
  ]
}

function difference(who: string, recorded: readonly string[], seen: readonly string[]): string[] {
  const count = (calls: readonly string[]) =>
    calls.reduce((counts, call) => counts.set(call, (counts.get(call) ?? 0) + 1), new Map<string, number>())
  const ours = count(recorded)
  const theirs = count(seen)
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((call) => (ours.get(call) ?? 0) !== (theirs.get(call) ?? 0))
    .map((call) => `${call}: recorded ${ours.get(call) ?? 0} times, ${who} saw ${theirs.get(call) ?? 0}`)
}
