import type { SellerWork } from '../../clients/sellerWork'
import { ConnectorError } from '../../domain/errors'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { returnsLookTime, watchedOn, watchPutOff } from '../../domain/orders/invoices/returnWatch'
import { deliverOwed } from '../outbox/deliverOwed'
import { applyUpdate, askPartner } from './followPartner'

/**
 * Asks the partner for returns of a finished order, when their time has come: nobody else tells of them where there are
 * neither webhooks nor a feed. Each order has a rhythm of its own, which ends with the seller's `returnDays`.
 */
export async function lookForReturns(
  work: SellerWork,
  record: OrderRecord | undefined,
  until: number,
): Promise<OrderRecord | undefined> {
  const now = work.clock.now()
  const lookAt = record && returnsLookTime(record)
  if (!record || lookAt === undefined || lookAt > now) return record
  const id = record.marketplaceOrderId
  const { returnDays } = work.seller
  try {
    const news = returnDays > 0 && (await hasNews(work, id))
    const noted = await work.orders.note(id, (current) => watchedOn(current, now, returnDays))
    return news ? deliverOwed(work, id, until) : noted
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return work.orders.note(id, (current) => watchPutOff(current, now))
  }
}

async function hasNews(work: SellerWork, id: OrderRecord['marketplaceOrderId']): Promise<boolean> {
  const [update] = await askPartner(work, [id])
  return update !== undefined && (await applyUpdate(work, update))
}
