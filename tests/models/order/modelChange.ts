import { failedCall } from '../../unit/fixtures/failedCall'

/** A change of the order as the marketplace keeps it (PROTOCOL §10.1). */
export interface OmsChange {
  /** Undefined until it is known which id the two parties use. */
  readonly id?: string
  readonly status: 'waiting-acknowledgement' | 'waiting-confirmation' | 'done' | 'canceled'
  /** How many units the order gets more. */
  readonly units: number
  /** The seller took it. */
  readonly told: boolean
  /** Agreements of the marketplace the seller took. */
  readonly acknowledged: boolean
  readonly confirmed: boolean
  readonly confirmationSent: boolean
  readonly sellerAcknowledged: boolean
}

export const isInProgress = (change: OmsChange | undefined): change is OmsChange =>
  change !== undefined && change.status !== 'done' && change.status !== 'canceled'

/** VTEX has an id of its own for it until both know the other's. */
export const idAtVtex = ({ id = 'unnamed' }: OmsChange): string => id

export const changeBody = ({ units }: Pick<OmsChange, 'units'>) => {
  const items = [{ id: 'DRILL', quantity: Math.abs(units) }]
  return units < 0 ? { reason: 'x', remove: { items } } : { reason: 'x', add: { items } }
}

export const changeShown = (change: OmsChange) => ({
  ...changeBody(change),
  requestId: idAtVtex(change),
  status: change.status,
  inProgress: isInProgress(change),
})

/** The seller agrees. Repeating an agreement is harmless, whatever became of the change. */
export function agreedBySeller(change: OmsChange, type: 'Acknowledgment' | 'Confirmation'): OmsChange {
  if (change.status === 'done' || (type === 'Acknowledgment' && change.sellerAcknowledged)) return change
  if (change.status === 'canceled') throw failedCall(400)
  if (type === 'Acknowledgment') return { ...change, status: 'waiting-confirmation', sellerAcknowledged: true }
  if (!change.sellerAcknowledged || !change.confirmationSent) throw failedCall(400)
  return { ...change, status: 'done' }
}

export function canceledChange(change: OmsChange): OmsChange {
  if (change.status === 'done') throw failedCall(400)
  return { ...change, status: 'canceled' }
}
