import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { owedStep } from '../../../../node/domain/orders/owedStep'
import { bodyCheck } from '../../../../node/middlewares/guards/jsonBody'
import {
  operatorInvoiceBodySchema,
  sendOperatorInvoice,
  type OperatorInvoiceBody,
} from '../../../../node/middlewares/operations/sendOperatorInvoice'
import { inboundCall } from '../../fixtures/inboundCall'
import { NOON } from '../../fixtures/movableClock'
import { cents } from '../../fixtures/offers'
import { askedToCancel, ORDER_ID, orderRecord } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'

const check = bodyCheck<OperatorInvoiceBody>(operatorInvoiceBodySchema)
const AT = new Date(NOON).toISOString()
const INVOICE = {
  type: 'Output',
  number: 'NF-1',
  issuedAt: AT,
  total: 80_800,
  lines: [{ sku: 'DRILL', quantity: 2, unitPrice: 39_900 }],
}
const AUTHORIZED = orderRecord({ state: 'authorized' })

async function world(record: OrderRecord = AUTHORIZED) {
  const { work, calls } = await sellerWork()
  await work.orders.create(record)
  const send = async (changes: object = {}) => {
    const ctx = inboundCall({ work, body: check({ ...INVOICE, ...changes }), params: { orderId: ORDER_ID } })
    await sendOperatorInvoice(ctx)
    return ctx.body as unknown as { readonly accepted: boolean; readonly state: string }
  }
  const sent = () => calls.filter(({ method }) => method === 'POST').map(({ body }) => body)
  return { send, sent, work }
}

describe('an invoice an operator sends', () => {
  it('goes out like one of the partner, once, and is kept no longer than that', async () => {
    const { send, sent, work } = await world()
    expect(await send()).toMatchObject({ accepted: true, state: 'invoiced' })
    expect(await send()).toMatchObject({ accepted: true })
    expect(sent()).toMatchObject([{ type: 'Output', invoiceNumber: 'NF-1', invoiceValue: 80_800 }])
    expect((await work.orders.read(ORDER_ID))?.owed).toEqual([])
  })

  it('takes the place of one that was given up, its tracking follows the new number', async () => {
    const dead = { ...owedStep('orderInvoice', AT, 'NF/1'), dead: true as const }
    const { send, work } = await world({
      ...AUTHORIZED,
      invoices: [{ number: 'NF/1', value: cents(80_800) }],
      owed: [dead, { ...owedStep('reportProblem', AT, 'none', ['orderInvoice:NF/1']) }],
    })
    await expect(send({ replaces: 'NF-9' })).rejects.toMatchObject({ code: 'ORD038' })
    expect(await send({ replaces: 'NF/1' })).toMatchObject({ accepted: true })
    expect((await work.orders.read(ORDER_ID))?.invoices).toMatchObject([
      { number: 'NF/1', replacedBy: 'NF-1' },
      { number: 'NF-1' },
    ])
  })

  it('is the "no" to a cancellation (AC-62)', async () => {
    const { send } = await world(askedToCancel(AUTHORIZED, { policy: 'operator' }))
    expect(await send()).toMatchObject({ accepted: true, state: 'invoiced' })
  })

  it('may be a return invoice (AC-78)', async () => {
    const { send, sent } = await world()
    await send()
    const back = {
      type: 'Input',
      number: 'RT-1',
      total: 39_900,
      lines: [{ sku: 'DRILL', quantity: 1, unitPrice: 39_900 }],
    }
    expect(await send(back)).toMatchObject({ accepted: true, state: 'returned' })
    expect(sent()[1]).toMatchObject({ type: 'Input' })
  })

  it.each([
    ['a number VTEX breaks on', { number: 'A/1 #2' }, /letters/],
    ['too much value', { total: 80_801 }, /exceed/],
    ['goods nobody ordered', { lines: [{ sku: 'SAW', quantity: 1, unitPrice: 1 }] }, /SAW/],
  ])('with %s is refused at once (AC-73, AC-75)', async (_what, wrong, reason) => {
    const { send, sent } = await world()
    await expect(send(wrong)).rejects.toThrow(reason)
    expect(sent()).toEqual([])
  })

  it('is refused for an unpaid order, and under a number that has another value', async () => {
    await expect((await world(orderRecord())).send()).rejects.toMatchObject({ code: 'ORD039' })
    const { send } = await world()
    await send()
    await expect(send({ total: 100 })).rejects.toMatchObject({ code: 'ORD038' })
  })
})
