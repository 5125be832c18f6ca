import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { MarketplaceRejected } from '../../domain/errors'
import { changeRefused } from '../../domain/orders/changes/changeRefused'
import { changeRequest, isEmptyChange } from '../../domain/orders/changes/changeRequest'
import { changeAcknowledged } from '../../domain/orders/changes/changeSettled'
import { changeOf, type ChangeRequest, type OrderChange } from '../../domain/orders/changes/orderChange'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import type { OrderModification } from '../../typings/orderModification'
import { orderAfter } from './orderAfter'
import { DONE, type StepOutcome } from './stepOutcome'

const LOOK_AGAIN_S = 60

/**
 * Promises VTEX that a change will be applied (PROTOCOL §10.1, step 3), when it can be: the partner takes changes, the
 * order is open, and what it would be then is known. Otherwise the change is refused. Repeatable.
 */
export async function acknowledgeChange(
  work: SellerWork,
  record: OrderRecord,
  { ref }: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  const change = changeOf(record, ref)
  if (change?.state !== 'asked') return DONE
  const shown = await shownAtVtex(work, record, change)
  if (shown?.status === 'canceled') return refused(work, change, 'VTEX gave it up', 'forgotten')
  // Out of turn: applied only after both (PROTOCOL §16).
  if (change.confirmed && !change.acknowledged) return waiting('VTEX confirmed and has not acknowledged yet')
  const request = change.request ?? (shown && requestIn(shown))
  if (!request) return waiting('VTEX agreed on a change it has not told yet')
  const obstacle = await obstacleTo(work, record, budget)
  if (obstacle) return refused(work, change, obstacle, 'told')
  const after = await orderAfter(work, record, { request, totalChange: shown?.totalChangeValue ?? undefined }, budget)
  if (typeof after === 'string') return refused(work, change, after, 'told')

  try {
    await work.orderChanges.sendAgreement(record.marketplaceOrderId, change.id, 'Acknowledgment')
  } catch (error) {
    if (!(error instanceof MarketplaceRejected) || error.status === 401 || error.status === 403) throw error
    return refused(work, change, error.message, 'forgotten')
  }
  const now = work.clock.now()
  return { kind: 'done', change: (current) => changeAcknowledged(current, change.id, after, now) }
}

/** VTEX's own word on the change, where it can be read by this id. */
async function shownAtVtex(
  { orderChanges }: SellerWork,
  { marketplaceOrderId }: OrderRecord,
  { id, named }: OrderChange,
): Promise<OrderModification | undefined> {
  try {
    return named ? await orderChanges.read(marketplaceOrderId, id) : undefined
  } catch (error) {
    // Reading is a help, not a need: the agreement itself is refused for a change VTEX does not know.
    if (error instanceof MarketplaceRejected) return undefined
    throw error
  }
}

function requestIn(shown: OrderModification): ChangeRequest | undefined {
  const request = changeRequest(shown)
  return isEmptyChange(request) ? undefined : request
}

/** Only an open order that nothing is invoiced of can be changed (PROTOCOL §10.3). */
async function obstacleTo(
  { partner }: SellerWork,
  { invoices, state }: OrderRecord,
  budget: CallBudget,
): Promise<string | undefined> {
  if (state !== 'authorized' && state !== 'handling') return `the order is ${state}`
  if (invoices.length > 0) return 'the order is invoiced'
  const takes = partner.changeOrder && (partner.takesChanges ? await partner.takesChanges(budget) : true)
  return takes ? undefined : 'the partner takes no changes'
}

function refused({ clock }: SellerWork, { id }: OrderChange, reason: string, how: 'told' | 'forgotten'): StepOutcome {
  const now = clock.now()
  return { kind: 'done', change: (current) => changeRefused(current, id, reason, how, now) }
}

const waiting = (reason: string): StepOutcome => ({ kind: 'waiting', reason, askAgainSeconds: LOOK_AGAIN_S })
