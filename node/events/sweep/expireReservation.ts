import type { SellerWork } from '../../clients/sellerWork'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { owe } from '../../domain/orders/owe'
import { nextState } from '../../domain/orders/states'

/** Payment never came: the stock is free again. A late authorization may still take it back (PROTOCOL §16). */
export async function expireReservation(
  work: SellerWork,
  record: OrderRecord | undefined,
): Promise<OrderRecord | undefined> {
  const now = work.clock.now()
  if (record?.state !== 'received' || Date.parse(record.reservedUntil) > now) return record
  return work.orders.update(record.marketplaceOrderId, (current) => {
    const state = nextState(current.state, 'expire')
    return state && { ...current, state, owed: owe(current.owed, new Date(now).toISOString(), 'releaseReservation') }
  })
}
