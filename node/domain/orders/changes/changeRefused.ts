import { appendTimeline, type OrderRecord } from '../orderRecord'
import { owedStep, type OwedStepKind } from '../owedStep'
import { changeOf, openChange, withChange } from './orderChange'

const STEPS: readonly OwedStepKind[] = [
  'changeAcknowledgment',
  'applyChange',
  'changeConfirmation',
  'changeCancellation',
]

/** Ids of the steps that end a change; what must not cross it waits for them (PROTOCOL §16, KI 1348894). */
export const changeSteps = ({ owed }: OrderRecord): string[] =>
  owed.filter(({ kind }) => STEPS.includes(kind)).map(({ id }) => id)

/**
 * A change is not made. There is no "no" in the protocol: the change is canceled at VTEX (PROTOCOL U-04).
 * @param how `forgotten`: VTEX gave it up itself, nobody has to be told
 */
export function changeRefused(
  record: OrderRecord,
  id: string,
  reason: string,
  how: 'told' | 'forgotten',
  now: number,
): OrderRecord {
  const change = changeOf(record, id)
  if (!change || change.state === 'refused' || change.state === 'done') return record
  const at = new Date(now).toISOString()
  const kept = record.owed.filter(({ kind, ref }) => !(ref === id && STEPS.includes(kind)))
  // Also one VTEX has not named: it may know it by the id we answered with.
  const told = how === 'told' ? [owedStep('changeCancellation', at, id)] : []
  return withChange(
    {
      ...record,
      owed: [...kept, ...told],
      timeline: appendTimeline(record.timeline, [{ at, decision: `the change ${id} is not made`, reason }]),
    },
    { ...change, state: 'refused', refusal: reason },
  )
}

/**
 * Clears the way for something that must not cross a change: one that nobody has begun is refused, one the partner has, or
 * is being told, is finished first.
 * @returns the record, and the ids of the steps to wait for
 */
export function endChange(
  record: OrderRecord,
  reason: string,
  now: number,
): { readonly record: OrderRecord; readonly waitFor: readonly string[] } {
  const open = openChange(record)
  if (!open) return { record, waitFor: changeSteps(record) }
  const begun = record.owed.some(({ attempts, kind, ref }) => kind === 'applyChange' && ref === open.id && attempts > 0)
  if (begun || open.state === 'applied' || open.state === 'reverting') {
    // Whatever comes of it: confirmed, or canceled.
    const ends = ['applyChange', 'changeConfirmation', 'changeCancellation'].map((kind) => `${kind}:${open.id}`)
    return { record, waitFor: ends }
  }
  const ended = changeRefused(record, open.id, reason, 'told', now)
  return { record: ended, waitFor: changeSteps(ended) }
}
