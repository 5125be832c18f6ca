import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { owedStep } from '../../../../node/domain/orders/owedStep'
import { applyUpdate } from '../../../../node/events/sweep/followPartner'
import { bodyCheck } from '../../../../node/middlewares/guards/jsonBody'
import {
  operatorTrackingBodySchema,
  sendOperatorTracking,
  type OperatorTrackingBody,
} from '../../../../node/middlewares/operations/sendOperatorTracking'
import { inboundCall } from '../../fixtures/inboundCall'
import { NOON } from '../../fixtures/movableClock'
import { cents } from '../../fixtures/offers'
import { invoice, ORDER_ID, orderRecord, parcel, partnerUpdate } from '../../fixtures/orders'
import { sellerWork } from '../../fixtures/sellerWork'

const check = bodyCheck<OperatorTrackingBody>(operatorTrackingBodySchema)
const AT = new Date(NOON).toISOString()
const TRACKING = { invoiceNumber: 'NF-1', courier: 'Sprinter', trackingNumber: 'RIGHT-1' }
const INVOICED = orderRecord({
  state: 'dispatched',
  invoices: [{ number: 'NF-1', value: cents(80_800), acceptedAt: AT }],
  packages: [{ id: 'P-1', invoiceNumber: 'NF-1', trackingNumber: 'TRACK-P-1', trackingSentAt: AT }],
})

async function world(record: OrderRecord = INVOICED) {
  const { work, calls } = await sellerWork()
  await work.orders.create(record)
  const send = async (changes: object = {}) => {
    const ctx = inboundCall({ work, body: check({ ...TRACKING, ...changes }), params: { orderId: ORDER_ID } })
    await sendOperatorTracking(ctx)
    return ctx.body as unknown as { readonly accepted: boolean; readonly state: string }
  }
  const sent = () =>
    calls.filter(({ method }) => method !== 'GET').map(({ body, url }) => [url.split('/orders/')[1], body])
  return { send, sent, work }
}

describe('a tracking an operator corrects', () => {
  it('goes out, and the wrong number that the partner still shows does not come back; a third one does', async () => {
    const { send, sent, work } = await world()
    expect(await send()).toMatchObject({ accepted: true, state: 'dispatched' })
    expect(sent()).toEqual([
      [
        `${ORDER_ID}/invoice/NF-1`,
        { courier: 'Sprinter', trackingNumber: 'RIGHT-1', trackingUrl: null, dispatchedDate: null },
      ],
    ])
    const shown = (number: string) =>
      partnerUpdate([invoice('NF-1', 80_800)], [parcel('P-1', 'NF-1', { trackingNumber: number })])
    expect(await applyUpdate(work, shown('TRACK-P-1'))).toBe(false)
    expect(await applyUpdate(work, shown('RIGHT-1'))).toBe(false)
    expect(await applyUpdate(work, shown('THIRD-1'))).toBe(true)
  })

  it('takes the place of a step that was given up, and may say that the parcel arrived', async () => {
    const dead = { ...owedStep('orderTracking', AT, 'P-1'), dead: true as const }
    const { send, sent, work } = await world({
      ...INVOICED,
      state: 'invoiced',
      packages: [{ id: 'P-1', invoiceNumber: 'NF-1' }],
      owed: [dead],
    })
    expect(await send({ deliveredAt: AT })).toMatchObject({ accepted: true, state: 'delivered' })
    expect(sent().map(([path]) => path)).toEqual([`${ORDER_ID}/invoice/NF-1`, `${ORDER_ID}/invoice/NF-1/tracking`])
    expect((await work.orders.read(ORDER_ID))?.owed).toEqual([])
  })

  it('is kept no longer than it takes, and is possible where the partner shows no parcel', async () => {
    const { send, work } = await world({ ...INVOICED, state: 'invoiced', packages: [] })
    expect(await send({ trackingUrl: 'https://track.example/zzmarker' })).toMatchObject({ state: 'dispatched' })
    const record = await work.orders.read(ORDER_ID)
    expect(record?.packages).toMatchObject([{ id: 'operator-NF-1', trackingNumber: 'RIGHT-1' }])
    expect(JSON.stringify(record)).not.toContain('zzmarker')
  })

  it('waits for its invoice, and is refused without one (AC-80)', async () => {
    const { send, sent } = await world({
      ...INVOICED,
      state: 'authorized',
      invoices: [{ number: 'NF-1', value: cents(80_800) }],
      packages: [],
      owed: [{ ...owedStep('orderInvoice', AT, 'NF-1'), notBefore: new Date(NOON + 60_000).toISOString() }],
    })
    expect(await send()).toMatchObject({ accepted: false })
    expect(sent()).toEqual([])
    await expect(send({ invoiceNumber: 'NF-2' })).rejects.toMatchObject({ code: 'ORD038' })
  })

  it('of an invoice with several parcels says which', async () => {
    const [first] = INVOICED.packages
    const { send, work } = await world({ ...INVOICED, packages: [first, { ...first, id: 'P-2' }] })
    await expect(send()).rejects.toThrow('P-1, P-2')
    await send({ packageId: 'P-2' })
    expect((await work.orders.read(ORDER_ID))?.packages.find(({ id }) => id === 'P-2')?.trackingNumber).toBe('RIGHT-1')
  })

  it.each([{ trackingNumber: '' }, { courier: undefined }, { deliveredAt: 'yesterday' }])(
    'that is not one is refused (%j)',
    async (wrong) => {
      const { send } = await world()
      await expect(send(wrong)).rejects.toThrow(/\//)
    },
  )
})
