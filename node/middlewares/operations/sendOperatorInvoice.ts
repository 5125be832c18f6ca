import { NotFound } from '../../domain/errors'
import { marketplaceOrderIdFromPath, sellerSkuId } from '../../domain/ids'
import { minorUnits } from '../../domain/money'
import { operatorInvoice } from '../../domain/orders/invoices/operatorInvoice'
import { announceWork } from '../../events/ownEvents'
import { deliverOwed } from '../../events/outbox/deliverOwed'
import type { ConnectorContext } from '../../typings/context'
import { routeParam } from '../guards/sellerAccess'

/** Amounts are integers with two implied decimals. */
export interface OperatorInvoiceBody {
  readonly type: 'Output' | 'Input'
  readonly number: string
  readonly issuedAt: string
  readonly total: number
  readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly unitPrice: number }[]
  readonly key?: string
  readonly url?: string
  readonly replaces?: string
}

const amount = { type: 'integer', minimum: 0, maximum: 1_000_000_000_000 } as const

export const operatorInvoiceBodySchema = {
  type: 'object',
  required: ['type', 'number', 'issuedAt', 'total', 'lines'],
  properties: {
    type: { type: 'string', enum: ['Output', 'Input'] },
    number: { type: 'string', minLength: 1, maxLength: 80 },
    issuedAt: {
      type: 'string',
      pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
    },
    total: amount,
    lines: {
      type: 'array',
      minItems: 1,
      maxItems: 500,
      items: {
        type: 'object',
        required: ['sku', 'quantity', 'unitPrice'],
        properties: {
          sku: { type: 'string', minLength: 1, maxLength: 100 },
          quantity: { type: 'integer', minimum: 1, maximum: 1_000_000 },
          unitPrice: amount,
        },
      },
    },
    key: { type: 'string', minLength: 1, maxLength: 200 },
    url: { type: 'string', minLength: 1, maxLength: 2_000 },
    replaces: { type: 'string', minLength: 1, maxLength: 80 },
  },
} as const

const WORKING_MS = 5_000

/** The operator sends an invoice or a return invoice; the answer says whether VTEX has it already. */
export async function sendOperatorInvoice(ctx: ConnectorContext<OperatorInvoiceBody>) {
  const { body, work } = ctx.state
  const id = marketplaceOrderIdFromPath(routeParam(ctx, 'orderId'))
  if (!(await work.orders.read(id))) throw new NotFound('No record of this order')
  const { key, lines, number, replaces, total, type, url, issuedAt } = body
  const invoice = {
    number,
    issuedAt,
    total: minorUnits(total, 'total'),
    lines: lines.map(({ quantity, sku, unitPrice }) => ({
      sku: sellerSkuId(sku),
      quantity,
      unitPrice: minorUnits(unitPrice, 'unitPrice'),
    })),
    ...(key ? { key } : {}),
    ...(url ? { url } : {}),
  }
  const asked = { type, invoice, ...(replaces ? { replaces } : {}) }
  const owing = await work.orders.update(id, (record) => operatorInvoice(record, asked, work.clock.now()))
  const record = (await deliverOwed(work, id, work.clock.now() + WORKING_MS)) ?? owing
  await announceWork(ctx, work, id)
  const facts = (type === 'Output' ? record.invoices : record.returns) ?? []
  const step = record.owed.find(({ invoice: sent }) => sent?.number === number)
  ctx.status = 202
  ctx.body = {
    orderId: record.orderId,
    state: record.state,
    accepted: facts.some((fact) => fact.number === number && fact.acceptedAt !== undefined),
    ...(step?.lastError ? { lastError: step.lastError } : {}),
  }
}
