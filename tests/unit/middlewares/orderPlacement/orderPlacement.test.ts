import { snapshotWriter } from '../../../../node/clients/offers/snapshotWriter'
import type { Partner } from '../../../../node/clients/partners/partner'
import {
  PartnerInDoubt,
  PartnerRefused,
  PartnerUnavailable,
  StorageUnavailable,
  TryAgainLater,
} from '../../../../node/domain/errors'
import { marketplaceOrderId } from '../../../../node/domain/ids'
import { deliverOwed } from '../../../../node/events/outbox/deliverOwed'
import { orderPlacement } from '../../../../node/middlewares/orderPlacement/orderPlacement'
import type { PlacementBodies, PlacementBody } from '../../../../node/middlewares/orderPlacement/placementBody'
import { failedCall } from '../../fixtures/failedCall'
import { inboundCall } from '../../fixtures/inboundCall'
import { MINUTE, SECOND } from '../../fixtures/movableClock'
import { COURIER, offer, quoteOf, sku } from '../../fixtures/offers'
import { ORDER_ID } from '../../fixtures/orders'
import { placementBody } from '../../fixtures/placementBody'
import { sellerWork, type WorkOptions } from '../../fixtures/sellerWork'

const SECOND_ID = marketplaceOrderId('1400000000007-02')
const second = (changes: object = {}) => placementBody({ marketplaceOrderId: SECOND_ID, ...changes })

async function shop(stock: number, partner: Partial<Partner> = {}, seller: WorkOptions['seller'] = {}) {
  const createOrder = jest.fn<ReturnType<Partner['createOrder']>, Parameters<Partner['createOrder']>>(
    async ({ reference }) => ({ reference, partnerId: `P-${reference}`, partnerNumber: '1001', state: 'open' }),
  )
  const made = await sellerWork({
    seller,
    partner: {
      quote: async () => quoteOf([offer('DRILL', stock)], [COURIER]),
      findOrder: async () => undefined,
      createOrder,
      ...partner,
    },
  })
  const { work } = made
  const place = async (body: PlacementBodies) => {
    const ctx = inboundCall<PlacementBodies>({ work, body })
    await orderPlacement(ctx)
    return ctx.body as unknown as PlacementBody & { orderId: string } & (PlacementBody & { orderId: string })[]
  }
  const held = async () => (await work.reservations.reserved([sku('DRILL')])).get('DRILL') ?? 0
  const state = async (id = ORDER_ID) => (await work.orders.read(id))?.state
  return { ...made, createOrder, place, held, state }
}
const code = (expected: string) => expect.objectContaining({ code: expected })

describe('an order that is placed', () => {
  it('exists at the partner, unpaid, with its stock held (AC-38, AC-39)', async () => {
    const { place, held, state, createOrder } = await shop(5)
    expect((await place([placementBody()]))[0].orderId).toBe(`XS-${ORDER_ID}`)
    expect((await place(second())).orderId).toBe(`XS-${SECOND_ID}`)
    expect([await held(), await state(), createOrder.mock.calls.length]).toEqual([4, 'received', 2])
  })

  it('twice exists once, and is answered with the request at hand (AC-41)', async () => {
    const { place, held, createOrder } = await shop(5)
    const first = await place(placementBody())
    const again = await place(placementBody({ openTextField: 'ring twice' }))
    expect(again).toEqual({ ...first, openTextField: 'ring twice' })
    expect([await held(), createOrder.mock.calls.length]).toEqual([2, 1])
  })

  it('and paid at the seller’s own gateway account is answered with one payment number for every repeat (PROTOCOL §12)', async () => {
    const { place } = await shop(5, {}, { merchantName: 'acmepay' })
    const paid = (merchantName: string) => placementBody({ paymentData: { merchantName } })
    const { paymentData } = await place(paid('acmepay'))
    expect(paymentData).toEqual({ merchantName: 'acmepay', merchantPaymentReferenceId: expect.any(Number) })
    expect((await place(paid('acmepay'))).paymentData).toEqual(paymentData)
    expect((await place(paid('stranger'))).paymentData).toEqual({ merchantName: 'stranger' })
    expect((await place(placementBody())).paymentData).toBeNull()
  })

  it('with services and attachments reaches a partner that takes them, and its record holds no word of them', async () => {
    const carries = async () => ({ services: true, attachments: true })
    const { createOrder, place, work } = await shop(5, { carries })
    const [item] = placementBody().items
    const extras = {
      bundleItems: [{ id: 'W2', name: 'Gift wrapping', price: 500, quantity: 2 }],
      attachments: [{ name: 'engraving', content: { text: 'Zzmarker' } }],
    }
    await place(
      placementBody({ items: [{ ...item, ...extras }], marketplacePaymentValue: 81_800, openTextField: 'Zzmarker' }),
    )
    expect(createOrder.mock.calls[0][0].lines[0]).toMatchObject({
      services: [{ id: 'W2', name: 'Gift wrapping', quantity: 2, unitPrice: 500 }],
      attachments: [{ name: 'engraving', content: { text: 'Zzmarker' } }],
    })
    expect(JSON.stringify(await work.orders.read(ORDER_ID))).not.toMatch(/Zzmarker|Gift wrapping/)
  })

  it('with a paid service is refused where the partner takes none, and holds nothing', async () => {
    const [item] = placementBody().items
    const body = () => placementBody({ items: [{ ...item, bundleItems: [{ id: 'W2', price: 500 }] }] })
    const declaring = await shop(5, { carries: async () => ({ services: false, attachments: false }) })
    for (const { createOrder, held, place, state } of [declaring, await shop(5)]) {
      await expect(place(body())).rejects.toEqual(code('ORD008'))
      expect([await held(), await state(), createOrder.mock.calls.length]).toEqual([0, undefined, 0])
    }
  })

  it('with attachments and free services is placed without them where the partner takes none, and shown as a problem', async () => {
    const [item] = placementBody().items
    const extras = {
      bundleItems: [{ id: 12, quantity: 2 }],
      attachments: [{ name: 'engraving', content: { text: 'Zzmarker' } }],
    }
    const { createOrder, place, work } = await shop(5)
    await place(placementBody({ items: [{ ...item, ...extras }] }))
    expect(createOrder.mock.calls[0][0].lines).toEqual([{ sku: 'DRILL', quantity: 2, unitPrice: 39_900 }])
    const record = await work.orders.read(ORDER_ID)
    expect(record?.alerts).toEqual(['extrasNotCarried'])
    expect(JSON.stringify(record)).toMatch('attachments of SKU DRILL are not passed on')
    expect(JSON.stringify(record)).not.toMatch(/Zzmarker|engraving/)
  })

  it('with other content under its id is refused and changes nothing (AC-42)', async () => {
    const { place, held, createOrder } = await shop(5)
    await place(placementBody())
    await expect(place(placementBody({ marketplacePaymentValue: 1 }))).rejects.toEqual(code('FMT0071'))
    expect([await held(), createOrder.mock.calls.length]).toEqual([2, 1])
  })

  it('for a price that a shopper was shown before the partner changed it is accepted for half an hour, others are not', async () => {
    const partner = { price: 39_900 }
    const quote = async () => quoteOf([offer('DRILL', 5, partner.price)], [COURIER])
    const { clock, place, work } = await shop(5, { quote })
    await work.offers.find({ lines: [{ sku: sku('DRILL'), quantity: 1 }] }, clock.now() + SECOND)
    partner.price = 41_000
    clock.advance(SECOND)
    await work.refresh.refresh([sku('DRILL')], { deadlineAt: clock.now() + SECOND })
    // What was shown a moment ago is written behind the answer.
    await snapshotWriter.flush()
    await expect(place(placementBody())).resolves.toBeDefined()
    const [item] = placementBody().items
    await expect(place(second({ items: [{ ...item, price: 1_000 }] }))).rejects.toEqual(code('FMT006'))
    clock.advance(31 * MINUTE)
    await expect(place(second())).rejects.toEqual(code('FMT006'))
  })

  it('for another price than the partner has is asked for again while nobody can say what was shown', async () => {
    const { createOrder, held, place, vbase } = await shop(5, {
      quote: async () => quoteOf([offer('DRILL', 5, 41_000)], [COURIER]),
    })
    vbase.disturbance = (verb, path) => {
      if (verb === 'read' && path.startsWith('snapshots/')) throw failedCall(503)
    }
    await expect(place(placementBody())).rejects.toBeInstanceOf(StorageUnavailable)
    expect([await held(), createOrder.mock.calls.length]).toEqual([0, 0])
    vbase.disturbance = () => undefined
    await expect(place(placementBody())).rejects.toEqual(code('FMT006'))
  })

  it('for another price than the partner has is placed and shown as a problem, if the operator says so', async () => {
    const quote = async () => quoteOf([offer('DRILL', 5, 41_000)], [COURIER])
    const { clock, createOrder, place, work } = await shop(5, { quote }, { priceDivergence: 'acceptAndAlert' })
    await place(placementBody())
    expect(createOrder.mock.calls[0][0].lines).toEqual([{ sku: 'DRILL', quantity: 2, unitPrice: 39_900 }])
    const record = await work.orders.read(ORDER_ID)
    expect(record?.alerts).toEqual(['priceDiverged'])
    expect(record?.timeline.entries).toContainEqual(
      expect.objectContaining({ reason: 'SKU DRILL agreed 39900, partner asks 41000' }),
    )
    clock.advance(MINUTE)
    await deliverOwed(work, ORDER_ID, clock.now() + SECOND)
    const open = (await work.problems.list()).open
    expect(open).toEqual([expect.objectContaining({ code: 'priceDiverged', subject: ORDER_ID })])
  })

  it('for another price is shown as a problem too when its outcome was in doubt, and not when the partner refused it', async () => {
    const quote = async () => quoteOf([offer('DRILL', 5, 41_000)], [COURIER])
    const answers = [new PartnerInDoubt('silence'), new PartnerRefused('priceChanged', 'no')]
    const createOrder = async () => {
      throw answers.shift()
    }
    const { place, work } = await shop(5, { createOrder, quote }, { priceDivergence: 'acceptAndAlert' })
    await expect(place(placementBody())).rejects.toBeInstanceOf(TryAgainLater)
    expect((await work.orders.read(ORDER_ID))?.alerts).toEqual(['priceDiverged'])
    await expect(place(second())).rejects.toEqual(code('FMT006'))
    expect((await work.orders.read(SECOND_ID))?.alerts).toBeUndefined()
  })

  it('that the marketplace gives a discount on remembers what the partner was told, also after a crash', async () => {
    const silent = async () => {
      throw new PartnerInDoubt('silence')
    }
    const promoted = { marketplacePaymentValue: 79_800 }
    const { place, work } = await shop(5)
    await place(placementBody(promoted))
    await place(second())
    expect(await work.orders.read(ORDER_ID)).toMatchObject({ total: 79_800, partnerTotal: 80_800 })
    expect((await work.orders.read(SECOND_ID))?.partnerTotal).toBeUndefined()

    const findOrder: Partner['findOrder'] = async (reference) => ({
      reference,
      partnerId: 'P-1',
      partnerNumber: '1001',
      state: 'open',
    })
    const cut = await shop(5, { createOrder: silent, findOrder })
    await expect(cut.place(placementBody(promoted))).rejects.toBeInstanceOf(TryAgainLater)
    await cut.place(placementBody(promoted))
    expect(await cut.work.orders.read(ORDER_ID)).toMatchObject({ state: 'received', partnerTotal: 80_800 })
  })

  it('at a seller whose orders are not switched on is refused and leaves nothing behind', async () => {
    const sends = { content: true, price: true, stock: true, orders: false }
    const { place, held, state, createOrder } = await shop(5, {}, { sends })
    await expect(place(placementBody())).rejects.toEqual(code('ORD008'))
    expect([await held(), await state(), createOrder.mock.calls.length]).toEqual([0, undefined, 0])
  })

  it('beyond the stock is refused, holds nothing, and can be placed when there is stock again', async () => {
    let stock = 1
    const { place, held, state } = await shop(0, { quote: async () => quoteOf([offer('DRILL', stock)], [COURIER]) })
    await expect(place(placementBody())).rejects.toEqual(code('FMT002'))
    expect([await held(), await state()]).toEqual([0, undefined])
    stock = 2
    expect((await place(placementBody())).orderId).toBe(`XS-${ORDER_ID}`)
  })

  it('cannot take what safety stock or another order holds back', async () => {
    const { place } = await shop(3)
    await place(placementBody())
    await expect(place(second())).rejects.toEqual(code('FMT002'))
  })

  it('after a cancellation that came first is refused (PROTOCOL §16)', async () => {
    const { place, work, createOrder } = await shop(5)
    await work.claims.rememberCanceled(ORDER_ID)
    await expect(place(placementBody())).rejects.toEqual(code('FMT0060'))
    expect(createOrder).not.toHaveBeenCalled()
  })

  it('after it was canceled is not created again', async () => {
    const { place, work } = await shop(5)
    await place(placementBody())
    await work.orders.update(ORDER_ID, (record) => ({ ...record, state: 'canceled' }))
    await expect(place(placementBody())).rejects.toEqual(code('FMT0060'))
  })
})

describe('a partner that fails', () => {
  it('by refusing leaves nothing behind, and its reason has VTEX’s code', async () => {
    const createOrder = async () => Promise.reject(new PartnerRefused('outOfStock', 'sold out'))
    const { place, held, state } = await shop(5, { createOrder })
    await expect(place(placementBody())).rejects.toEqual(code('FMT002'))
    expect([await held(), await state()]).toEqual([0, 'failed'])
  })

  it('before it acted leaves nothing behind, and a repeat works (AC-50)', async () => {
    let down = true
    const { place, held, createOrder } = await shop(5, {
      quote: async () =>
        down ? Promise.reject(new PartnerUnavailable('down')) : quoteOf([offer('DRILL', 5)], [COURIER]),
    })
    await expect(place(placementBody())).rejects.toBeInstanceOf(PartnerUnavailable)
    expect([await held(), createOrder.mock.calls.length]).toEqual([0, 0])
    down = false
    expect((await place(placementBody())).orderId).toBe(`XS-${ORDER_ID}`)
  })

  it('without saying whether it acted keeps the stock held, and owes an answer', async () => {
    const createOrder = async () => Promise.reject(new PartnerInDoubt('timeout'))
    const { place, held, work } = await shop(5, { createOrder })
    await expect(place(placementBody())).rejects.toBeInstanceOf(TryAgainLater)
    expect(await held()).toBe(2)
    expect(await work.orders.read(ORDER_ID)).toMatchObject({
      state: 'placementInDoubt',
      owed: [{ id: 'resolvePlacement' }],
    })
  })

  it.each([
    [
      'has it after all: it is not created again',
      { partnerId: 'P-1', partnerNumber: '1001', state: 'open' as const },
      1,
    ],
    ['does not have it: it is created under the same reference', undefined, 2],
  ])('is asked before the order is repeated, and %s (D7)', async (_what, found, created) => {
    const references: string[] = []
    const { place, state } = await shop(5, {
      createOrder: async ({ reference }) => {
        references.push(reference)
        if (references.length === 1) throw new PartnerInDoubt('timeout')
        return { reference, partnerId: 'P-1', partnerNumber: '1001', state: 'open' }
      },
      findOrder: async (reference) => found && { reference, ...found },
    })
    await expect(place(placementBody())).rejects.toThrow()
    expect((await place(placementBody())).orderId).toBe(`XS-${ORDER_ID}`)
    expect([references, await state()]).toEqual([Array(created).fill(ORDER_ID), 'received'])
  })
})

describe('what the partner is told of an order', () => {
  const asked = async (body: PlacementBody) => {
    const { place, createOrder } = await shop(9)
    await place(body)
    return createOrder.mock.calls[0][0]
  }

  it('never holds the marketplace’s services endpoint (C-26, AC-49)', async () => {
    const body = placementBody({ marketplaceServicesEndpoint: 'http://evil.example/' })
    expect(JSON.stringify(await asked(body))).not.toContain('evil')
  })

  it('is the reference, the goods, the way they travel and who gets them', async () => {
    expect(await asked(placementBody())).toMatchObject({
      reference: '1400000000007-01',
      currency: 'RON',
      lines: [{ sku: 'DRILL', quantity: 2, unitPrice: 39_900 }],
      shipping: { optionId: 'home-std', channel: 'delivery', price: 1_000 },
      customer: {
        email: 'a1b2c3@ct.vtex.com.br',
        firstName: 'Ana',
        lastName: 'Pop',
        phone: '+40722000000',
        document: '1800101420019',
        documentType: 'cnp',
      },
      address: {
        receiverName: 'Ana Pop',
        postalCode: '010011',
        country: 'ROU',
        city: 'Bucharest',
        state: 'B',
        street: 'Calea Victoriei',
        number: '12',
        complement: 'ap. 4',
      },
    })
  })

  it('holds company data of a company only (AC-48)', async () => {
    const profile = { ...placementBody().clientProfileData, corporateName: 'Pop SRL', corporateDocument: 'RO1' }
    const company = await asked(placementBody({ clientProfileData: { ...profile, isCorporate: true } }))
    expect(company.customer).toMatchObject({ corporateName: 'Pop SRL', corporateDocument: 'RO1' })
    const person = await asked(placementBody({ clientProfileData: { ...profile, isCorporate: null } }))
    expect(person.customer).not.toHaveProperty('corporateName')
  })

  it('holds no address for a pickup (AC-47)', async () => {
    const body = placementBody({ shippingData: { ...placementBody().shippingData, address: null } })
    expect(await asked(body)).not.toHaveProperty('address')
  })
})

describe('several orders of one call', () => {
  it('are all placed, and answered in order', async () => {
    const { place } = await shop(5)
    expect((await place([second(), placementBody()])).map(({ orderId }) => orderId)).toEqual([
      `XS-${SECOND_ID}`,
      `XS-${ORDER_ID}`,
    ])
  })

  it('are all refused when one is short of stock, and the partner hears of none (AC-40)', async () => {
    const { place, held, state, createOrder } = await shop(3)
    await expect(place([placementBody(), second()])).rejects.toEqual(code('FMT002'))
    expect([await held(), await state(), createOrder.mock.calls.length]).toEqual([0, 'failed', 0])
  })

  it('are undone when the partner refuses the second; the first of an earlier call stays', async () => {
    let refuse = false
    const { place, state, work } = await shop(9, {
      createOrder: async ({ reference }) => {
        if (refuse && reference === SECOND_ID) throw new PartnerRefused('other', 'no')
        return { reference, partnerId: 'P', partnerNumber: '1', state: 'open' }
      },
    })
    const third = marketplaceOrderId('1400000000007-03')
    await place(placementBody({ marketplaceOrderId: third }))
    refuse = true
    const call = [placementBody({ marketplaceOrderId: third }), placementBody(), second()]
    await expect(place(call)).rejects.toEqual(code('ORD008'))
    expect([await state(third), await state(), await state(SECOND_ID)]).toEqual(['received', 'failed', 'failed'])
    expect((await work.orders.read(ORDER_ID))?.owed.map(({ id }) => id)).toEqual([
      'cancelAtPartner',
      'releaseReservation',
    ])
  })

  it('cannot be the same order twice', async () => {
    const { place, createOrder } = await shop(9)
    await expect(place([placementBody(), placementBody()])).rejects.toThrow('appears twice')
    expect(createOrder).not.toHaveBeenCalled()
  })
})

describe('two calls that place the same order', () => {
  it('are not answered from the same look at the stock when the first fails and the second goes on', async () => {
    const said = [2, 2, 0]
    let asked = 0
    const { place, held } = await shop(2, {
      quote: async () => quoteOf([offer('DRILL', said.shift() ?? 0)], [COURIER]),
      createOrder: async () => {
        asked++
        throw new PartnerRefused('other', 'no')
      },
    })
    const calls = await Promise.allSettled([place(placementBody()), place(placementBody())])
    const codes = calls.map((call) => (call as PromiseRejectedResult).reason as unknown)
    expect(codes).toEqual([code('ORD008'), code('FMT002')])
    expect([asked, await held(), said]).toEqual([1, 0, []])
  })
})

describe('a placement that lost its claim', () => {
  it('gives back nothing of who took it over (D7, D16)', async () => {
    let calls = 0
    const isClaimed = async () => JSON.stringify((await work.claims.readEarly(ORDER_ID))?.value).includes(ORDER_ID)
    const { place, held, work, clock } = await shop(2, {
      quote: async () => {
        if (calls++ === 0) {
          for (let looks = 0; looks < 1_000 && !(await isClaimed()); looks++);
          clock.advance(10 * SECOND)
          await place(placementBody())
        }
        return quoteOf([offer('DRILL', 2)], [COURIER])
      },
    })
    await expect(place(placementBody())).rejects.toBeInstanceOf(TryAgainLater)
    expect([await held(), (await work.orders.read(ORDER_ID))?.state]).toEqual([2, 'received'])
  })
})

describe('ten identical orders at once', () => {
  it('are one order at the partner with one answer (AC-43)', async () => {
    const { place, held, createOrder } = await shop(9)
    const answers = await Promise.all(Array.from({ length: 10 }, () => place(placementBody())))
    expect(new Set(answers.map(({ orderId }) => orderId))).toEqual(new Set([`XS-${ORDER_ID}`]))
    expect([await held(), createOrder.mock.calls.length]).toEqual([2, 1])
  })
})

describe('an order that VBase denies once (DESIGN D7)', () => {
  type Shop = Awaited<ReturnType<typeof shop>>
  const denyOnce = ({ vbase }: Shop) => {
    let denied = false
    vbase.disturbance = (verb, path) => {
      if (verb !== 'read' || !path.startsWith('orders/') || denied) return
      denied = true
      throw failedCall(404)
    }
  }
  /** The record is written, and the store does not say so. */
  const loseRecord = ({ vbase }: Shop) => {
    const { files } = vbase
    const set = files.set.bind(files)
    files.set = (path, file) => {
      set(path, file)
      if (!path.startsWith('orders/')) return files
      files.set = set
      throw failedCall(503)
    }
  }

  it.each([
    ['after a placement the partner did not act on', (_: Shop) => undefined],
    ['after a record whose writing was never answered', loseRecord],
  ])('is not placed over itself %s', async (_, before) => {
    let attempts = 0
    const made: Shop = await shop(5, {
      findOrder: async () => undefined,
      createOrder: async ({ reference }) => {
        if (attempts++ === 0) throw new PartnerUnavailable('down')
        return { reference, partnerId: 'P-1', partnerNumber: '1001', state: 'open' }
      },
    })
    const { clock, place, state } = made
    before(made)
    await expect(place(placementBody())).rejects.toThrow()
    clock.advance(MINUTE)
    attempts = 1
    await place(placementBody())
    expect(await state()).toBe('received')
    attempts = 0
    denyOnce(made)
    await expect(place(placementBody())).resolves.toBeDefined()
    expect([await state(), attempts]).toEqual(['received', 0])
  })
})

describe('the marker of a placement (DESIGN D8)', () => {
  const markers = ({ vbase }: Awaited<ReturnType<typeof shop>>) =>
    [...vbase.files.keys()].filter((path) => path.startsWith('due/'))

  it('is one, there before the record and before the partner is asked', async () => {
    const writesUntilAsked: string[] = []
    const made = await shop(5)
    made.createOrder.mockImplementationOnce(async ({ reference }) => {
      writesUntilAsked.push(...made.vbase.writes.slice(before).map((path) => path.split('/')[0]))
      return { reference, partnerId: 'P-1', partnerNumber: '1001', state: 'open' }
    })
    const before = made.vbase.writes.length
    await made.place(placementBody())
    expect(writesUntilAsked.slice(0, 4)).toEqual(['claims', 'due', 'reservations', 'orders'])
    expect(markers(made)).toHaveLength(1)
  })

  it('is written with the record when it could not be written before', async () => {
    const made = await shop(5)
    let refused = 0
    made.vbase.disturbance = (verb, path) => {
      if (verb === 'write' && path.startsWith('due/') && refused++ === 0) throw failedCall(503)
    }
    await made.place(placementBody())
    expect([await made.state(), markers(made).length]).toEqual(['received', 1])
  })

  it('is taken away when the order is refused', async () => {
    const made = await shop(1)
    await expect(made.place(placementBody())).rejects.toEqual(code('FMT002'))
    expect(markers(made)).toEqual([])
  })
})

describe('an order nobody finished', () => {
  it('is not created a second time while nobody can see that it was begun', async () => {
    const made = await shop(9, {
      findOrder: async (reference) => ({ reference, partnerId: 'P-1', partnerNumber: '1001', state: 'open' }),
    })
    const { clock, createOrder, place, state, vbase } = made
    const isNoted = (verb: string, path: string) =>
      verb === 'write' && path.startsWith('claims/') && createOrder.mock.calls.length > 0
    vbase.disturbance = (verb, path) => {
      if (isNoted(verb, path)) throw failedCall(503)
    }
    await expect(place(placementBody())).rejects.toBeInstanceOf(StorageUnavailable)
    clock.advance(MINUTE)
    vbase.disturbance = (verb, path) => {
      if (verb === 'read' && path.startsWith('orders/')) throw failedCall(404)
    }
    await expect(place(placementBody())).rejects.toBeInstanceOf(TryAgainLater)
    vbase.disturbance = () => undefined
    expect([await state(), createOrder.mock.calls.length]).toEqual(['placing', 1])
    clock.advance(MINUTE)
    await place(placementBody())
    expect([await state(), createOrder.mock.calls.length]).toEqual(['received', 1])
  })

  it('is taken over when its holder stopped, and exists once', async () => {
    const { place, work, clock, state, held } = await shop(9)
    await work.claims.claim(ORDER_ID, { claimId: 'somebody', contentHash: 'other content', leaseMs: 5 * SECOND })
    await expect(place(placementBody())).rejects.toEqual(code('FMT0071'))
    await work.claims.drop(ORDER_ID, 'somebody')
    clock.advance(SECOND)
    await place(placementBody())
    expect([await state(), await held()]).toEqual(['received', 2])
  })
})
