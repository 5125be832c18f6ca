import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { marketplaceOrderId } from '../../../../node/domain/ids'
import { authorized } from '../../../../node/domain/orders/authorization'
import type { PartnerOrderState } from '../../../../node/domain/orders/partnerOrder'
import { dailyRound } from '../../../../node/events/reconcile/dailyRound'
import { deliverOwed } from '../../../../node/events/outbox/deliverOwed'
import { DueMarkers } from '../../../../node/clients/storage/dueMarkers'
import { DAY, HOUR, MINUTE, NOON, SECOND } from '../../fixtures/movableClock'
import { ORDER_ID, orderRecord, partnerUpdate } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'
import type { VtexCall } from '../../fixtures/vtexHttp'

const LOST = marketplaceOrderId('1400000000099-01')
const inFull = (id: string, status: string) => ({
  orderId: id,
  status,
  isCompleted: true,
  value: 80_800,
  creationDate: new Date(NOON).toISOString(),
  sellers: [{ id: 'acme' }],
  items: [{ sellerSku: 'DRILL', seller: 'acme', quantity: 2, price: 39_900 }],
  shippingData: { logisticsInfo: [{ itemIndex: 0, selectedSla: 'home-std', price: 1_000 }] },
  packageAttachment: { packages: [] },
})

interface Shop {
  readonly records?: readonly OrderRecord[]
  /** By order id: status in OMS, or nothing. */
  readonly oms?: Readonly<Record<string, string>>
  readonly partner?: Readonly<Record<string, PartnerOrderState>>
  readonly reserves?: boolean
  readonly listStatus?: number
}

async function shop({ records = [], oms = {}, partner = {}, reserves = true, listStatus = 200 }: Shop) {
  const canceled: string[] = []
  const answer = ({ url }: VtexCall) => {
    if (url.startsWith('/api/oms/pvt/orders?')) {
      return {
        status: listStatus,
        data: { list: Object.keys(oms).map((orderId) => ({ orderId })), paging: { pages: 1 } },
      }
    }
    const id = decodeURIComponent(url.split('/')[5] ?? '')
    return oms[id] ? { status: 200, data: inFull(id, oms[id]) } : { status: 404 }
  }
  const made = await sellerWork({
    vtex: answer,
    partner: {
      capabilities: { reserves },
      orderUpdates: async (ids) =>
        ids.flatMap((id) => (partner[id] ? [{ ...partnerUpdate([]), reference: id, state: partner[id] }] : [])),
      cancelOrder: async (id) => {
        canceled.push(id)
        return { outcome: 'done' }
      },
      authorizeOrder: async () => ({ ...partnerUpdate([]), state: 'authorized' }),
    },
  })
  const { work, clock } = made
  for (const record of records) await work.orders.create(record)
  const round = async () => {
    await work.rounds.update((current) => ({ ...current, forced: true }))
    for (let tick = 0; tick < 10; tick++, clock.advance(MINUTE)) await dailyRound(work, clock.now() + 5 * SECOND)
    return (await work.rounds.read())?.last
  }
  clock.advance(HOUR)
  return { ...made, round, canceled }
}
const paid = { ...authorized(orderRecord(), 'r', NOON, []), owed: [] }
const open = async (made: Awaited<ReturnType<typeof shop>>) =>
  (await made.work.problems.list()).open.map(({ code, subject }) => `${code} ${subject}`)

describe('the daily round', () => {
  it('counts what agrees, in orders and in money', async () => {
    const made = await shop({
      records: [paid],
      oms: { [ORDER_ID]: 'payment-approved' },
      partner: { [ORDER_ID]: 'authorized' },
    })
    expect(await made.round()).toMatchObject({
      orders: { seen: 1, agreeing: 1, differing: 0, repaired: 0, withoutRecord: 0 },
      money: { RON: { placed: 80_800, shown: 80_800, invoiced: 0, shownInvoiced: 0 } },
      differences: [],
    })
  })

  it('puts a missed cancellation right: here, at the partner, and the stock', async () => {
    const made = await shop({ records: [paid], oms: { [ORDER_ID]: 'canceled' }, partner: { [ORDER_ID]: 'authorized' } })
    expect(await made.round()).toMatchObject({
      orders: { repaired: 1 },
      differences: [{ kind: 'missedCancellation', order: ORDER_ID, repaired: true }],
    })
    await deliverOwed(made.work, ORDER_ID, made.clock.now() + SECOND)
    expect(made.canceled).toEqual([ORDER_ID])
    expect(await made.work.orders.read(ORDER_ID)).toMatchObject({ state: 'canceled', owed: [] })
  })

  it('puts a missed authorization right', async () => {
    const made = await shop({
      records: [orderRecord()],
      oms: { [ORDER_ID]: 'payment-approved' },
      partner: { [ORDER_ID]: 'open' },
    })
    const report = await made.round()
    expect(report?.differences).toMatchObject([{ kind: 'missedAuthorization', repaired: true }])
    expect((await made.work.orders.read(ORDER_ID))?.state).toBe('authorized')
  })

  it('tells what it cannot put right, once, until it agrees again', async () => {
    const standing: Record<string, PartnerOrderState> = { [ORDER_ID]: 'shipped' }
    const made = await shop({
      records: [orderRecord({ state: 'canceled' })],
      oms: { [ORDER_ID]: 'canceled' },
      partner: standing,
    })
    expect((await made.round())?.differences).toMatchObject([{ kind: 'shippedThoughCanceled', repaired: false }])
    expect(await open(made)).toEqual([`orderDiffers ${ORDER_ID}`])
    standing[ORDER_ID] = 'canceled'
    expect((await made.round())?.orders).toMatchObject({ agreeing: 1, differing: 0 })
    expect(await open(made)).toEqual([])
  })

  it('makes again what sweeps rest on: markers, the list of open orders, lists for operators', async () => {
    const owing = { ...paid, owed: authorized(orderRecord(), 'r', NOON, []).owed }
    const made = await shop({ records: [owing] })
    for (const path of [...made.vbase.files.keys()]) {
      if (/^(due|open|rows)\//.test(path)) made.vbase.files.delete(path)
    }
    await made.round()
    expect(await new DueMarkers(made.vbase.records).all()).not.toEqual([])
    expect([...(await made.work.openOrders.all()).keys()]).toEqual([ORDER_ID])
    expect(await made.work.orderRows.ofDay('2026-09-01')).toMatchObject([{ marketplaceOrderId: ORDER_ID }])
  })

  it('leaves an order alone on which somebody is at work', async () => {
    const owing = { ...paid, owed: authorized(orderRecord(), 'r', NOON, []).owed }
    const made = await shop({ records: [owing], oms: { [ORDER_ID]: 'canceled' } })
    expect((await made.round())?.orders).toMatchObject({ moving: 1, repaired: 0 })
    expect((await made.work.orders.read(ORDER_ID))?.state).toBe('authorized')
  })

  it('makes a lost record again from OMS and the partner, after it was missing for a minute', async () => {
    const made = await shop({ oms: { [LOST]: 'payment-approved' }, partner: { [LOST]: 'authorized' } })
    expect((await made.round())?.orders).toMatchObject({ withoutRecord: 3, rebuilt: 1 })
    expect(await made.work.orders.read(LOST)).toMatchObject({
      state: 'authorized',
      total: 80_800,
      freight: 1_000,
      lines: [{ sku: 'DRILL', quantity: 2, unitPrice: 39_900, slaId: 'home-std' }],
      partnerOrder: { id: 'P-1' },
    })
  })

  it('tells of an order that OMS has and neither we nor the partner', async () => {
    const made = await shop({ oms: { [LOST]: 'payment-approved' } })
    expect((await made.round())?.differences.map(({ kind }) => kind)).toContain('withoutRecord')
    expect(await open(made)).toEqual([`recordLost ${LOST}`])
  })

  it('says which permission it lacks, and finishes without the list', async () => {
    const made = await shop({ listStatus: 403 })
    expect((await made.round())?.finishedAt).toBeDefined()
    expect(await open(made)).toEqual(['ordersNotListed acme'])
  })

  it('counts the orders that hold stock here, and those that should and do not', async () => {
    const made = await shop({
      records: [orderRecord()],
      oms: { [ORDER_ID]: 'payment-pending' },
      partner: { [ORDER_ID]: 'open' },
      reserves: false,
    })
    expect((await made.round())?.stock).toEqual({ unitsHeld: 0, ordersHolding: 0, missing: 1 })
  })

  it('begins a day after the seller was first seen, and then once a day', async () => {
    const made = await shop({})
    const run = () => dailyRound(made.work, made.clock.now() + SECOND)
    await run()
    expect(await made.work.rounds.read()).toMatchObject({ phase: 'idle' })
    expect((await made.work.rounds.read())?.last).toBeUndefined()
    made.clock.advance(DAY)
    await run()
    expect((await made.work.rounds.read())?.last).toMatchObject({ orders: { seen: 0 } })
  })

  it('goes on where it stopped when its time was up', async () => {
    const records = Array.from({ length: 60 }, (_, n) =>
      orderRecord({
        marketplaceOrderId: marketplaceOrderId(`o-${n}`),
        state: 'canceled',
        updatedAt: '2026-08-01T00:00:00Z',
      }),
    )
    const made = await shop({ records })
    await made.work.rounds.update((current) => ({ ...current, forced: true }))
    let looks = 0
    const frozen = made.clock.now()
    // Time passes with every batch: each call does one and stops.
    made.work.orders.readKey = (
      (original) => (key: string) =>
        original.call(made.work.orders, key).finally(() => made.clock.advance(100))
    )(made.work.orders.readKey)
    while ((await made.work.rounds.read())?.phase !== 'marketplace' && looks < 20) {
      await dailyRound(made.work, made.clock.now() + SECOND)
      looks++
    }
    expect(looks).toBeGreaterThan(1)
    expect(made.clock.now()).toBe(frozen + 60 * 100)
    expect((await made.work.rounds.read())?.report?.orders).toMatchObject({ seen: 60, settled: 60 })
  })
})
