import type { Partner, PartnerOrderChange } from '../../../../node/clients/partners/partner'
import { PartnerRefused, PartnerUnavailable } from '../../../../node/domain/errors'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { deliverOwed } from '../../../../node/events/outbox/deliverOwed'
import { bodyCheck } from '../../../../node/middlewares/guards/jsonBody'
import {
  modificationBodySchema,
  type ModificationBody,
} from '../../../../node/middlewares/orderModification/modificationBody'
import { orderModification } from '../../../../node/middlewares/orderModification/orderModification'
import {
  agreementBodySchema,
  sendAgreement,
  type AgreementBody,
} from '../../../../node/middlewares/orderModification/sendAgreement'
import { inboundCall } from '../../fixtures/inboundCall'
import { MINUTE, SECOND } from '../../fixtures/movableClock'
import { cents, offer, quoteOf } from '../../fixtures/offers'
import { askedToCancel, ORDER_ID, orderRecord, partnerUpdate } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'
import type { VtexAnswer, VtexCall } from '../../fixtures/vtexHttp'

const checkChange = bodyCheck<ModificationBody>(modificationBodySchema)
const checkAgreement = bodyCheck<AgreementBody>(agreementBodySchema)
const ONE_LESS = { reason: 'One less, says Ana', remove: { items: [{ id: 'DRILL', quantity: 1, uniqueId: '1D6A' }] } }

interface Scene {
  readonly partner?: Partial<Partner>
  readonly vtex?: (call: VtexCall) => VtexAnswer
  readonly record?: OrderRecord
}

/** VTEX and a partner that takes changes, with the connector's own middlewares and outbox in between. */
async function world({ partner = {}, record = orderRecord({ state: 'authorized' }), vtex }: Scene = {}) {
  const changes: PartnerOrderChange[] = []
  const made = await sellerWork({
    vtex: vtex ?? (({ method, url }) => ({ status: method === 'GET' && url.includes('/changes/') ? 404 : 200 })),
    partner: {
      findOrder: async () => ({ ...partnerUpdate([]), total: cents(80_800) }),
      changeOrder: async (change) => {
        changes.push(change)
        return partnerUpdate([])
      },
      ...partner,
    },
  })
  const { work, clock, calls } = made
  await work.orders.create(record)
  const tell = async (body: unknown = ONE_LESS, orderId = `XS-${ORDER_ID}`) => {
    const ctx = inboundCall({ work, body: checkChange(body), params: { orderId } })
    await orderModification(ctx)
    return { status: ctx.status, body: ctx.body as unknown as { requestId: string; workflowId: null } }
  }
  const agree = async (changeRequestId: string, agreementType: string) => {
    const ctx = inboundCall({
      work,
      body: checkAgreement({ agreementType }),
      params: { orderId: `XS-${ORDER_ID}`, changeRequestId },
    })
    await sendAgreement(ctx)
    return { status: ctx.status, body: ctx.body as unknown }
  }
  const deliver = async () => (await deliverOwed(work, ORDER_ID, clock.now() + 15 * SECOND)) as OrderRecord
  const said = () =>
    calls.filter(({ method }) => method === 'POST').map(({ body, url }) => [url.split('/changes/')[1], body])
  return { ...made, tell, agree, deliver, said, changes }
}

/** VTEX takes everything until our Confirmation: at that moment it gives the change up. */
function givenUpAtConfirmation(): Scene['vtex'] {
  let canceled = false
  return ({ body, method, url }) => {
    if (method === 'GET' && url.includes('/changes/')) {
      return canceled ? { status: 200, data: { status: 'canceled', inProgress: false } } : { status: 404 }
    }
    canceled ||= (body as { agreementType?: string } | undefined)?.agreementType === 'Confirmation'
    return { status: canceled && url.includes('/changes/') ? 400 : 200 }
  }
}

describe('a change of an open order', () => {
  it('is promised, made at the partner and confirmed, each in its turn (AC-83)', async () => {
    const { agree, changes, deliver, said, tell } = await world()
    const { body, status } = await tell()
    expect([status, body]).toEqual([202, { requestId: expect.any(String), workflowId: null }])
    const id = body.requestId
    await deliver()
    expect(said()).toEqual([])
    expect(await agree(id, 'Acknowledgment')).toEqual({
      status: 200,
      body: { orderId: `XS-${ORDER_ID}`, changeRequestId: id, agreementType: 'Acknowledgment' },
    })
    await deliver()
    expect([said(), changes]).toEqual([[[`${id}/send-agreement`, { agreementType: 'Acknowledgment' }]], []])
    await agree(id, 'Confirmation')
    const record = await deliver()
    expect(changes).toEqual([
      {
        reference: ORDER_ID,
        changeId: id,
        reason: 'Changed in the marketplace',
        lines: [{ ...orderRecord().lines[0], quantity: 1 }],
        total: 40_900,
      },
    ])
    expect(said()[1]).toEqual([`${id}/send-agreement`, { agreementType: 'Confirmation' }])
    expect(record).toMatchObject({ total: 40_900, lines: [{ quantity: 1 }], owed: [], changes: [{ state: 'done' }] })
  })

  it('keeps no word of why', async () => {
    const { tell, vbase } = await world()
    await tell()
    expect(JSON.stringify(vbase.writes)).not.toContain('Ana')
  })

  it('is known at the other documented route too (C-34)', async () => {
    const { agree, calls, deliver, tell } = await world({
      vtex: ({ url }) => ({ status: url.startsWith('/api/order-system/') ? 404 : 200 }),
    })
    await agree((await tell()).body.requestId, 'Acknowledgment')
    expect((await deliver()).changes).toMatchObject([{ state: 'acknowledged' }])
    expect(calls.map(({ url }) => url)).toContainEqual(
      expect.stringMatching(/^\/api\/oms\/pvt\/orders\/.*\/send-agreement$/),
    )
  })

  it('VTEX knows nothing of is never made', async () => {
    const { agree, changes, deliver, tell } = await world({
      vtex: ({ url }) => ({ status: url.includes('/changes/') ? 404 : 200 }),
    })
    const { requestId } = (await tell()).body
    await agree(requestId, 'Acknowledgment')
    await agree(requestId, 'Confirmation')
    expect((await deliver()).changes).toMatchObject([{ state: 'refused' }])
    expect(changes).toEqual([])
  })

  it('is read from VTEX when only the agreement arrives; its SKUs are known by unique id', async () => {
    const shown = { requestId: 'vtex', status: 'waiting-acknowledgement', inProgress: true, totalChangeValue: -39_400 }
    const { agree, deliver } = await world({
      vtex: ({ method, url }) => {
        if (method !== 'GET') return { status: 200 }
        const items = [{ id: '4211', uniqueId: '1D6A', quantity: 1 }]
        return url.includes('/changes/')
          ? { status: 200, data: { ...shown, remove: { items } } }
          : {
              status: 200,
              data: { items: [{ id: '4211', uniqueId: '1D6A', sellerSku: 'DRILL' }], sellers: [{ id: 'acme' }] },
            }
      },
    })
    await agree('vtex', 'Acknowledgment')
    expect((await deliver()).changes).toMatchObject([
      { id: 'vtex', state: 'acknowledged', after: { total: 41_400, lines: [{ sku: 'DRILL', quantity: 1 }] } },
    ])
  })

  it('that adds goods asks the partner for their price', async () => {
    const { agree, changes, deliver, tell } = await world({
      partner: { quote: async () => quoteOf([offer('BIT', 9)], []) },
    })
    const { requestId } = (await tell({ reason: 'x', add: { items: [{ id: 'BIT', quantity: 2 }] } })).body
    await agree(requestId, 'Acknowledgment')
    await deliver()
    await agree(requestId, 'Confirmation')
    await deliver()
    expect(changes[0].lines).toMatchObject([{ sku: 'DRILL' }, { sku: 'BIT', quantity: 2 }])
  })
})

describe('a change that is refused', () => {
  const refusedBy = async (scene: Scene, told: unknown = ONE_LESS) => {
    const here = await world(scene)
    const { requestId } = (await here.tell(told)).body
    await here.agree(requestId, 'Acknowledgment')
    await here.deliver()
    await here.agree(requestId, 'Confirmation')
    const record = await here.deliver()
    return { ...here, record, last: here.said().at(-1), requestId }
  }

  it.each<[string, Scene]>([
    ['takes no changes', { partner: { takesChanges: async () => false } }],
    ['has no way to change an order', { partner: { changeOrder: undefined } }],
    [
      'says that it cannot be made',
      { partner: { changeOrder: async () => Promise.reject(new PartnerRefused('other', 'no')) } },
    ],
    ['turns out to take none', { partner: { changeOrder: async () => 'notOffered' } }],
  ])('because the partner %s is canceled at VTEX, never confirmed (AC-84)', async (_what, scene) => {
    const { last, record, requestId, said } = await refusedBy(scene)
    expect(last).toEqual([`${requestId}/cancel`, { reason: 'The seller cannot make this change' }])
    expect(said()).not.toContainEqual([expect.anything(), { agreementType: 'Confirmation' }])
    expect(record).toMatchObject({ total: 80_800, owed: [], changes: [{ state: 'refused' }] })
  })

  it.each<[string, OrderRecord]>([
    ['invoiced', orderRecord({ state: 'invoiced' })],
    ['being canceled', askedToCancel(orderRecord({ state: 'authorized' }), { policy: 'operator' })],
    ['canceled', orderRecord({ state: 'canceled' })],
  ])('because the order is %s is never acknowledged', async (_what, record) => {
    const { changes, said } = await refusedBy({ record })
    expect([changes.length, said().map(([path]) => String(path).split('/')[1])]).toEqual([0, ['cancel']])
  })

  it('because there is no such thing to take away is never acknowledged', async () => {
    const { said } = await refusedBy({}, { reason: 'x', remove: { items: [{ id: 'SAW', quantity: 1 }] } })
    expect(said().map(([path]) => String(path).split('/')[1])).toEqual(['cancel'])
  })
})

describe('a change and a crash', () => {
  it('is told to the partner with the same id and amounts as often as it takes', async () => {
    let down = true
    const seen: PartnerOrderChange[] = []
    const { agree, clock, deliver, tell } = await world({
      partner: {
        changeOrder: async (change) => {
          seen.push(change)
          if (down) throw new PartnerUnavailable('down')
          return partnerUpdate([])
        },
      },
    })
    const { requestId } = (await tell()).body
    await agree(requestId, 'Acknowledgment')
    await deliver()
    await agree(requestId, 'Confirmation')
    await deliver()
    down = false
    clock.advance(MINUTE)
    expect((await deliver()).changes).toMatchObject([{ state: 'done' }])
    expect(seen[1]).toEqual(seen[0])
  })

  it('is taken back at the partner when VTEX gave it up after the partner had it', async () => {
    const { agree, changes, deliver, tell } = await world({ vtex: givenUpAtConfirmation() })
    const { requestId } = (await tell()).body
    await agree(requestId, 'Acknowledgment')
    await deliver()
    await agree(requestId, 'Confirmation')
    const record = await deliver()
    expect(changes.map(({ changeId, lines, total }) => [changeId, lines[0].quantity, total])).toEqual([
      [requestId, 1, 40_900],
      [`${requestId}-undo`, 2, 80_800],
    ])
    expect(record).toMatchObject({ total: 80_800, lines: [{ quantity: 2 }], owed: [], changes: [{ state: 'refused' }] })
  })

  it.each([
    ['refuses', new PartnerRefused('other', 'it has left')],
    ['takes no changes any more', 'notOffered' as const],
  ])(
    'stays at a partner that %s when VTEX gives it up; what waits goes on, and somebody is told',
    async (_, second) => {
      const { agree, deliver, tell, work } = await world({
        partner: {
          changeOrder: async ({ changeId }) => {
            if (!changeId.endsWith('-undo')) return partnerUpdate([])
            if (second instanceof Error) throw second
            return second
          },
        },
        vtex: givenUpAtConfirmation(),
      })
      const { requestId } = (await tell()).body
      await agree(requestId, 'Acknowledgment')
      await deliver()
      await agree(requestId, 'Confirmation')
      const record = await deliver()
      expect(record).toMatchObject({
        total: 80_800,
        owed: [],
        changes: [{ state: 'refused' }],
        alerts: ['partnerKeptChange'],
      })
      expect((await work.problems.list()).open.map(({ code }) => code)).toEqual(['partnerKeptChange'])
    },
  )

  it('is over only when VTEX shows it so (KI 1348894)', async () => {
    let inProgress = true
    const { agree, clock, deliver, tell } = await world({
      vtex: ({ method, url }) =>
        method === 'GET' && url.includes('/changes/') ? { status: 200, data: { inProgress } } : { status: 200 },
    })
    const { requestId } = (await tell()).body
    await agree(requestId, 'Acknowledgment')
    await deliver()
    await agree(requestId, 'Confirmation')
    expect((await deliver()).changes).toMatchObject([{ state: 'applied' }])
    inProgress = false
    clock.advance(MINUTE)
    expect(await deliver()).toMatchObject({ total: 40_900, changes: [{ state: 'done' }] })
  })
})

describe('a modification call', () => {
  it('of an order nobody knows is not found; of one that cannot be read here it waits', async () => {
    const unknown = await world({ vtex: () => ({ status: 404 }) })
    await expect(unknown.tell(ONE_LESS, '9999-01')).rejects.toMatchObject({ name: 'NotFound' })
    const known = await world({ vtex: () => ({ status: 200, data: { sellers: [{ id: 'acme' }] } }) })
    await expect(known.tell(ONE_LESS, '9999-01')).rejects.toMatchObject({ name: 'TryAgainLater' })
  })

  it('that names nothing, or another kind of agreement, is refused', async () => {
    const { tell } = await world()
    await expect(tell({ reason: 'nothing' })).rejects.toMatchObject({ name: 'BadRequest' })
    expect(() => checkAgreement({ agreementType: 'Perhaps' })).toThrow('/agreementType')
    expect(() => checkChange({ remove: { items: [{ id: 'A', quantity: 0 }] } })).toThrow('/remove/items/0/quantity')
  })

  it('with a hole for every optional field is understood', async () => {
    const { deliver, tell } = await world()
    const holes = { reason: null, add: null, replace: null, manualDiscountValue: null, requestId: null }
    expect((await tell({ ...holes, remove: { items: [{ id: 'DRILL', quantity: 1, price: null }] } })).status).toBe(202)
    expect((await deliver()).changes).toHaveLength(1)
  })
})
