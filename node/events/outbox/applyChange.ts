import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { PartnerRefused } from '../../domain/errors'
import { changeApplied, changeReverted, changeStays } from '../../domain/orders/changes/changeSettled'
import { changeRefused } from '../../domain/orders/changes/changeRefused'
import { changeOf, type ChangedOrder, type OrderChange } from '../../domain/orders/changes/orderChange'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import { reserveGrowth } from './reserveGrowth'
import { DONE, type StepOutcome } from './stepOutcome'

const REASON = 'Changed in the marketplace'

/** Tells the partner the order as it is from now on, or as it was when VTEX gave the change up. Repeatable. */
export async function applyChange(
  work: SellerWork,
  record: OrderRecord,
  { ref }: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  const change = changeOf(record, ref)
  if (change?.state === 'reverting') return revert(work, record, change, budget)
  if (change?.state !== 'acknowledged' || !change.after) return DONE
  const short = await reserveGrowth(work, record, change.after.lines, budget)
  if (short) return notMade(work, change, `there is not enough of ${short}`)
  const refusal = await toldPartner(work, record, change.id, change.after, budget)
  if (refusal !== undefined) return notMade(work, change, refusal)
  const now = work.clock.now()
  return { kind: 'done', change: (current) => changeApplied(current, change.id, now) }
}

function notMade({ clock }: SellerWork, { id }: OrderChange, reason: string): StepOutcome {
  const now = clock.now()
  return { kind: 'done', change: (current) => changeRefused(current, id, reason, 'told', now) }
}

async function revert(
  work: SellerWork,
  record: OrderRecord,
  { after, id }: OrderChange,
  budget: CallBudget,
): Promise<StepOutcome> {
  const { lines } = record
  const goods = (all: OrderRecord['lines']) => all.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0)
  const partnerTotal = ((after?.partnerTotal ?? 0) - goods(after?.lines ?? []) + goods(lines)) as OrderRecord['total']
  const refusal = await toldPartner(work, record, `${id}-undo`, { lines, partnerTotal }, budget)
  const now = work.clock.now()
  return {
    kind: 'done',
    change: (current) => (refusal === undefined ? changeReverted(current, id) : changeStays(current, id, refusal, now)),
  }
}

/** @returns why the partner does not make the change; undefined when it has it */
async function toldPartner(
  { partner }: SellerWork,
  { marketplaceOrderId: reference }: OrderRecord,
  changeId: string,
  { lines, partnerTotal: total }: Pick<ChangedOrder, 'lines' | 'partnerTotal'>,
  budget: CallBudget,
): Promise<string | undefined> {
  try {
    const answer = await partner.changeOrder?.({ reference, changeId, reason: REASON, lines, total }, budget)
    return answer === undefined || answer === 'notOffered' ? 'the partner takes no changes' : undefined
  } catch (error) {
    if (!(error instanceof PartnerRefused)) throw error
    return error.message
  }
}
