import { AGREEMENT_ALERTS, calmed } from '../../domain/orders/orderAlerts'
import { owe } from '../../domain/orders/owe'
import { requireNextState } from '../../domain/orders/states'
import { giveUp } from './createAtPartner'
import type { PlacementJob } from './placementJob'

/** Another order of the same call could not be created: this one must not exist either (PROTOCOL §6.1, multi order). */
export async function undoPlacement({ work, order }: PlacementJob): Promise<void> {
  const at = new Date(work.clock.now()).toISOString()
  await work.orders.update(order.marketplaceOrderId, (record) => {
    const undone = {
      ...record,
      state: requireNextState(record.state, 'undo'),
      failure: 'another order of the same call was refused',
      owed: owe(record.owed, at, 'cancelAtPartner', 'releaseReservation'),
    }
    return calmed(undone, work.clock.now(), ...AGREEMENT_ALERTS)
  })
}

/** Held and on record, but the partner was never asked: nothing to undo there. */
export async function giveUpUnasked(job: PlacementJob): Promise<void> {
  const record = await job.work.orders.read(job.order.marketplaceOrderId)
  if (record?.state === 'placing' && record.claimId === job.claimId) {
    await giveUp(job, 'another order of the same call was refused')
  }
}
