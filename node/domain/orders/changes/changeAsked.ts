import { appendTimeline, type OrderRecord, type TimelineEntry } from '../orderRecord'
import { owedStep } from '../owedStep'
import { changeRefused } from './changeRefused'
import { changeOf, openChange, withChange, type ChangeRequest, type OrderChange } from './orderChange'

export type AgreementType = 'Acknowledgment' | 'Confirmation'

export interface AskedChange {
  /** The id VTEX gave it, if it did. */
  readonly vtexId?: string
  /** The id it gets otherwise. */
  readonly newId: string
  readonly request: ChangeRequest
  readonly contentHash: string
  readonly now: number
}

/** We acknowledge by ourselves when VTEX's own acknowledgment does not come. */
const ACKNOWLEDGE_AFTER_MS = 60_000

/**
 * The marketplace tells a change (PROTOCOL §10.1, step 2). Told again, it is the same change. An earlier one that nobody
 * has applied is over: VTEX makes one at a time, and does not tell a seller when it gives one up.
 * @returns the record and the change under which it is known from now on
 */
export function changeAsked(
  before: OrderRecord,
  asked: AskedChange,
  entries: readonly TimelineEntry[],
): { readonly record: OrderRecord; readonly change: OrderChange } {
  const record = { ...before, timeline: appendTimeline(before.timeline, entries) }
  const { contentHash, newId, now, request, vtexId } = asked
  const open = openChange(record)
  const same = vtexId ? changeOf(record, vtexId) : open?.contentHash === contentHash ? open : undefined
  if (same?.contentHash) return { record, change: same }
  // VTEX agreed on a change before it told it.
  const awaited = same ?? (open && !open.contentHash && (!vtexId || open.id === vtexId) ? open : undefined)
  const change: OrderChange = {
    ...(awaited ?? {
      id: vtexId ?? newId,
      ...(vtexId ? { named: true as const } : {}),
      askedAt: new Date(now).toISOString(),
      state: 'asked',
    }),
    request,
    contentHash,
  }
  const cleared = open && open !== awaited ? superseded(record, open, now) : record
  return { record: promised(withChange(cleared, change), change, now), change }
}

/**
 * An agreement of the marketplace (PROTOCOL §10.1, steps 2 and 4), in any order and any number. Applied only after both,
 * and after ours.
 */
export function agreed(
  before: OrderRecord,
  id: string,
  type: AgreementType,
  now: number,
  entries: readonly TimelineEntry[],
): OrderRecord {
  const record = { ...before, timeline: appendTimeline(before.timeline, entries) }
  const open = openChange(record)
  // The first agreement names a change that so far only had our id.
  const change = changeOf(record, id) ?? (open && !open.named && !open.acknowledged ? open : undefined)
  if (change && (change.state === 'done' || change.state === 'refused')) return record
  const told: OrderChange = {
    ...(change ?? { askedAt: new Date(now).toISOString(), state: 'asked' as const }),
    id,
    named: true,
    ...(type === 'Acknowledgment' ? { acknowledged: true as const } : { confirmed: true as const }),
  }
  const renamed = change && change.id !== id ? withoutSteps(record, change.id) : record
  const cleared = open && !change ? superseded(renamed, open, now) : renamed
  const next = withChange(cleared, told, change?.id)
  return told.state === 'acknowledged' ? applying(next, told, now) : promised(next, told, now)
}

/** Owes our acknowledgment: at once when VTEX acknowledged, otherwise after a while. */
function promised(record: OrderRecord, change: OrderChange, now: number): OrderRecord {
  if (change.state !== 'asked') return record
  const at = new Date(change.acknowledged ? now : now + ACKNOWLEDGE_AFTER_MS).toISOString()
  const id = stepId('changeAcknowledgment', change)
  const known = record.owed.find((step) => step.id === id)
  if (known) {
    const sooner = known.notBefore > at ? { ...known, notBefore: at } : known
    return { ...record, owed: record.owed.map((step) => (step === known ? sooner : step)) }
  }
  return { ...record, owed: [...record.owed, owedStep('changeAcknowledgment', at, change.id)] }
}

/** Both sides acknowledged and VTEX confirmed: the partner is owed the change, after its authorization. */
export function applying(record: OrderRecord, change: OrderChange, now: number): OrderRecord {
  const id = stepId('applyChange', change)
  if (!change.acknowledged || !change.confirmed || record.owed.some((step) => step.id === id)) return record
  const step = owedStep('applyChange', new Date(now).toISOString(), change.id, [
    'authorizeAtPartner',
    'releaseReservation',
  ])
  return { ...record, owed: [...record.owed, step] }
}

function superseded(record: OrderRecord, open: OrderChange, now: number): OrderRecord {
  // What the partner has is finished first.
  if (open.state === 'applied' || open.state === 'reverting') return record
  return changeRefused(record, open.id, 'another change took its place', 'forgotten', now)
}

const withoutSteps = (record: OrderRecord, change: string): OrderRecord => ({
  ...record,
  owed: record.owed.filter(({ ref, kind }) => !(ref === change && kind === 'changeAcknowledgment')),
})

const stepId = (kind: string, { id }: OrderChange) => `${kind}:${id}`
