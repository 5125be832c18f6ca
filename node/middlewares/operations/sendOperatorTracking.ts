import { NotFound } from '../../domain/errors'
import { marketplaceOrderIdFromPath } from '../../domain/ids'
import { operatorTracking } from '../../domain/orders/tracking/operatorTracking'
import { announceWork } from '../../events/ownEvents'
import { deliverOwed } from '../../events/outbox/deliverOwed'
import type { ConnectorContext } from '../../typings/context'
import { routeParam } from '../guards/sellerAccess'

export interface OperatorTrackingBody {
  readonly invoiceNumber: string
  readonly courier: string
  readonly trackingNumber: string
  readonly trackingUrl?: string
  readonly dispatchedAt?: string
  /** The parcel has arrived. */
  readonly deliveredAt?: string
  readonly packageId?: string
}

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength }) as const
const time = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
} as const

export const operatorTrackingBodySchema = {
  type: 'object',
  required: ['invoiceNumber', 'courier', 'trackingNumber'],
  properties: {
    invoiceNumber: text(80),
    courier: text(100),
    trackingNumber: text(100),
    trackingUrl: text(2_000),
    dispatchedAt: time,
    deliveredAt: time,
    packageId: text(100),
  },
} as const

const WORKING_MS = 5_000

/** The operator corrects a tracking; the answer says whether VTEX has it already. */
export async function sendOperatorTracking(ctx: ConnectorContext<OperatorTrackingBody>) {
  const { body, work } = ctx.state
  const id = marketplaceOrderIdFromPath(routeParam(ctx, 'orderId'))
  if (!(await work.orders.read(id))) throw new NotFound('No record of this order')
  const { courier, deliveredAt, dispatchedAt, invoiceNumber, packageId, trackingNumber, trackingUrl } = body
  const asked = {
    invoiceNumber,
    courier,
    trackingNumber,
    ...(trackingUrl ? { trackingUrl } : {}),
    ...(dispatchedAt ? { dispatchedAt } : {}),
    ...(deliveredAt ? { deliveredAt } : {}),
    ...(packageId ? { packageId } : {}),
  }
  const owing = await work.orders.update(id, (record) => operatorTracking(record, asked, work.clock.now()))
  const record = (await deliverOwed(work, id, work.clock.now() + WORKING_MS)) ?? owing
  await announceWork(ctx, work, id)
  const waiting = record.owed.find(({ parcel }) => parcel?.invoiceNumber === invoiceNumber)
  ctx.status = 202
  ctx.body = {
    orderId: record.orderId,
    state: record.state,
    accepted: waiting === undefined,
    ...(waiting?.lastError ? { lastError: waiting.lastError } : {}),
  }
}
