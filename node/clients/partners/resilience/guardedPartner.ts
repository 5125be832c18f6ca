import type { Clock } from '../../../domain/clock'
import { PartnerInDoubt, PartnerUnavailable } from '../../../domain/errors'
import { within } from '../../within'
import type { CallBudget, Partner } from '../partner'
import { orderUpdatesInTurns } from './orderUpdatesInTurns'
import type { PartnerGuard } from './partnerGuard'

/** An adapter ends its calls by its own clock; this much later they are given up whatever it does. */
const GRACE_MS = 50

/**
 * The same partner behind its guard, whatever the platform (DESIGN D12): each call waits for its turn, ends at its
 * deadline, and is not made at all while the circuit is open.
 */
export function guardedPartner(partner: Partner, guard: PartnerGuard, clock: Clock): Partner {
  const read = <T>(budget: CallBudget, call: () => Promise<T>) =>
    guard.run(budget, () => inTime(call(), budget, clock, 'read'))
  const write = <T>(budget: CallBudget, call: () => Promise<T>) =>
    guard.run(budget, () => inTime(call(), budget, clock, 'write'))
  const { carries, catalogFeed, changeOrder, orderFeed, sweepDrafts, takesChanges } = partner
  return {
    ...partner,
    quote: (request, budget) => read(budget, () => partner.quote(request, budget)),
    catalogPage: (cursor, budget) => read(later(budget), () => partner.catalogPage(cursor, budget)),
    createOrder: (order, budget) => write(budget, () => partner.createOrder(order, budget)),
    findOrder: (reference, budget) => read(budget, () => partner.findOrder(reference, budget)),
    authorizeOrder: (reference, budget) => write(budget, () => partner.authorizeOrder(reference, budget)),
    cancelOrder: (reference, reason, budget) => write(budget, () => partner.cancelOrder(reference, reason, budget)),
    orderUpdates: (references, budget) =>
      orderUpdatesInTurns(references, partner, (some) => read(budget, () => partner.orderUpdates(some, budget))),
    ...(carries && { carries: (budget) => read(budget, () => carries(budget)) }),
    ...(catalogFeed && { catalogFeed: (cursor, budget) => read(later(budget), () => catalogFeed(cursor, budget)) }),
    ...(orderFeed && { orderFeed: (cursor, budget) => read(later(budget), () => orderFeed(cursor, budget)) }),
    ...(changeOrder && { changeOrder: (change, budget) => write(budget, () => changeOrder(change, budget)) }),
    ...(takesChanges && { takesChanges: (budget) => read(budget, () => takesChanges(budget)) }),
    ...(sweepDrafts && { sweepDrafts: (before, budget) => write(later(budget), () => sweepDrafts(before, budget)) }),
  }
}

/** Nobody ever waits for these. */
const later = (budget: CallBudget): CallBudget => ({ ...budget, background: true })

/** A call that is late is over, even if it drips on or its adapter waits between two requests. */
const inTime = <T>(call: Promise<T>, { deadlineAt }: CallBudget, clock: Clock, kind: 'read' | 'write'): Promise<T> =>
  within(deadlineAt - clock.now() + GRACE_MS, call, () =>
    kind === 'read' ? new PartnerUnavailable(LATE) : new PartnerInDoubt(LATE),
  )

const LATE = 'The partner did not answer in time'
