import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { PartnerRefused } from '../../domain/errors'
import { changeApplied, changeReverted } from '../../domain/orders/changes/changeSettled'
import { changeRefused } from '../../domain/orders/changes/changeRefused'
import { changeOf, type OrderChange } from '../../domain/orders/changes/orderChange'
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
  const { lines, partnerTotal } = change.after
  const short = await reserveGrowth(work, record, lines, budget)
  if (short) return notMade(work, change, `there is not enough of ${short}`)
  try {
    const { marketplaceOrderId: reference } = record
    const asked = { reference, changeId: change.id, reason: REASON, lines, total: partnerTotal }
    const answer = (await work.partner.changeOrder?.(asked, budget)) ?? 'notOffered'
    if (answer === 'notOffered') return notMade(work, change, 'the partner takes no changes')
  } catch (error) {
    if (!(error instanceof PartnerRefused)) throw error
    return notMade(work, change, error.message)
  }
  const now = work.clock.now()
  return { kind: 'done', change: (current) => changeApplied(current, change.id, now) }
}

function notMade({ clock }: SellerWork, { id }: OrderChange, reason: string): StepOutcome {
  const now = clock.now()
  return { kind: 'done', change: (current) => changeRefused(current, id, reason, 'told', now) }
}

async function revert(
  { partner }: SellerWork,
  record: OrderRecord,
  { after, id }: OrderChange,
  budget: CallBudget,
): Promise<StepOutcome> {
  const { lines, marketplaceOrderId: reference } = record
  const goods = (all: OrderRecord['lines']) => all.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0)
  const total = ((after?.partnerTotal ?? 0) - goods(after?.lines ?? []) + goods(lines)) as OrderRecord['total']
  await partner.changeOrder?.({ reference, changeId: `${id}-undo`, reason: REASON, lines, total }, budget)
  return { kind: 'done', change: (current) => changeReverted(current, id) }
}
