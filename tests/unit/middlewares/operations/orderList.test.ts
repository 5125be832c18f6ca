import { SweepState } from '../../../../node/clients/storage/sweepState'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { marketplaceOrderId } from '../../../../node/domain/ids'
import { owedStep } from '../../../../node/domain/orders/owedStep'
import { orderList } from '../../../../node/middlewares/operations/orderList'
import { inboundCall } from '../../fixtures/inboundCall'
import { DAY, MINUTE, NOON } from '../../fixtures/movableClock'
import { orderRecord } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'

const iso = (time: number) => new Date(time).toISOString()
const order = (id: string, placed: number, changes: Partial<OrderRecord> = {}) =>
  orderRecord({
    marketplaceOrderId: marketplaceOrderId(id),
    createdAt: iso(placed),
    updatedAt: iso(placed),
    ...changes,
  })

async function shop(orders: readonly OrderRecord[]) {
  const { work, vbase, clock } = await sellerWork()
  await work.orderRows.save(orders)
  const list = async (query: Record<string, string> = {}) => {
    const ctx = inboundCall({ work, body: undefined, query })
    ctx.clients = Object.assign(ctx.clients, { records: vbase.records })
    await orderList(ctx)
    const body = ctx.body as { orders: { marketplaceOrderId: string }[]; next?: string; asOf?: string }
    return { ids: body.orders.map(({ marketplaceOrderId: id }) => id), next: body.next, asOf: body.asOf }
  }
  return { work, vbase, clock, list }
}
const dead = [{ ...owedStep('orderInvoice', iso(NOON), 'NF-1'), dead: true as const }]

describe('the list of orders', () => {
  it('has the orders of the last week, newest first', async () => {
    const { list } = await shop([order('old', NOON - 8 * DAY), order('a', NOON - DAY), order('b', NOON - MINUTE)])
    expect((await list()).ids).toEqual(['b', 'a'])
    expect((await list({ from: '2026-08-20' })).ids).toEqual(['b', 'a', 'old'])
    expect((await list({ from: '2026-08-20', to: '2026-08-24' })).ids).toEqual(['old'])
  })

  it('has only the states asked for, or only those with a problem', async () => {
    const { list } = await shop([
      order('paid', NOON, { state: 'authorized' }),
      order('sent', NOON, { state: 'dispatched' }),
      order('stuck', NOON, { state: 'authorized', owed: dead }),
    ])
    expect((await list({ state: 'authorized' })).ids).toEqual(['stuck', 'paid'])
    expect((await list({ state: 'dispatched,canceled' })).ids).toEqual(['sent'])
    expect((await list({ problem: 'true' })).ids).toEqual(['stuck'])
  })

  it('comes in pages without gap or double', async () => {
    const { list } = await shop(
      Array.from({ length: 25 }, (_, n) => order(`o-${n}`, NOON - (Math.floor(n / 3) * DAY) / 4)),
    )
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ limit: '7', from: '2026-08-25', ...(cursor ? { cursor } : {}) })
      seen.push(...page.ids)
      cursor = page.next
    } while (cursor)
    expect(seen).toHaveLength(25)
    expect(new Set(seen).size).toBe(25)
  })

  it('says how old it may be', async () => {
    const { list, vbase, clock } = await shop([])
    expect((await list()).asOf).toBeUndefined()
    const state = new SweepState(vbase.records, clock)
    await state.ensure()
    await state.begin('a')
    await state.finish('a', {})
    clock.advance(MINUTE)
    expect((await list()).asOf).toBe(iso(NOON))
  })

  it('keeps what the younger of two sweeps wrote', async () => {
    const { work, list } = await shop([order('a', NOON, { state: 'authorized', updatedAt: iso(NOON + MINUTE) })])
    await work.orderRows.save([order('a', NOON)])
    expect((await list({ state: 'authorized' })).ids).toEqual(['a'])
  })

  it.each([
    [{ state: 'nonsense' }, 'state'],
    [{ limit: '0' }, 'limit'],
    [{ from: 'yesterday' }, 'from'],
    [{ from: '2026-09-02', to: '2026-09-01' }, 'from'],
  ])('says what is wrong with %j', async (query, path) => {
    const { list } = await shop([])
    await expect(list(query)).rejects.toMatchObject({ path })
  })
})
