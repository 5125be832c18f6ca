import { ACCOUNT, SELLER, SKU, orderPath, rules, startWorld, type World } from './world'

const VALUE = 2 * 39900 + 990

describe('a return at the marketplace', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld()
  })
  afterEach(() => world.close())

  const bought = async () => {
    const { orderId } = await world.marketplace.placeOrder(ACCOUNT, {
      sellerId: SELLER,
      items: [{ id: SKU, quantity: 2 }],
    })
    await world.marketplace.approvePayment(orderId)
    return orderId
  }
  const document = (type: string, invoiceNumber: string, invoiceValue: number, quantity: number, id = SKU) => ({
    type,
    issuanceDate: '2026-09-12T10:00:00+03:00',
    invoiceNumber,
    invoiceValue,
    items: [{ id, price: 39900, quantity }],
  })
  const send = (orderId: string, body: object) => world.call('POST', `${orderPath(orderId)}/invoice`, body)
  const invoiced = async () => {
    const orderId = await bought()
    await send(orderId, document('Output', 'NW-1', VALUE, 2))
    return orderId
  }
  const packages = (orderId: string) => world.marketplace.order(ACCOUNT, orderId)!.packages

  it('may come in parts, each with its own number, and shows what is given back', async () => {
    const orderId = await invoiced()
    expect((await send(orderId, document('Input', 'NW-R1', 39900, 1))).status).toBe(200)
    expect((await send(orderId, document('Input', 'NW-R2', 39900, 1))).status).toBe(200)
    expect((await send(orderId, document('Input', 'NW-R1', 39900, 1))).status).toBe(200)
    expect(packages(orderId)).toHaveLength(3)
    expect((await world.call('GET', orderPath(orderId))).body).toMatchObject({
      status: 'invoiced',
      packageAttachment: {
        packages: [
          { type: 'Output', restitutions: {} },
          {
            type: 'Input',
            items: [{ itemIndex: 0, quantity: 1 }],
            restitutions: { Refund: { value: 39900, items: [{ id: '4211', quantity: 1 }] } },
          },
          { type: 'Input' },
        ],
      },
    })
    expect(rules(world)).toEqual([])
  })

  it('is not more than was sold, in money or in units', async () => {
    const orderId = await invoiced()
    expect((await send(orderId, document('Input', 'NW-R1', VALUE + 1, 2))).status).toBe(400)
    expect(rules(world)).toEqual(['PROTOCOL §9.1'])
    expect((await send(orderId, document('Input', 'NW-R2', VALUE, 3))).status).toBe(200)
    expect(rules(world)).toEqual(['PROTOCOL §9.1', 'KI 547053'])
    expect(packages(orderId)[1].items).toMatchObject([
      { itemIndex: 0, quantity: 2 },
      { itemIndex: null, quantity: 1 },
    ])
  })

  it('waits until the whole order is invoiced', async () => {
    const orderId = await bought()
    await send(orderId, document('Output', 'NW-1', 39900, 1))
    expect((await send(orderId, document('Input', 'NW-R1', 39900, 1))).status).toBe(400)
    expect(rules(world)).toEqual(['PROTOCOL §9.1'])
  })

  it('of the full value comes before the cancellation of an invoiced order', async () => {
    const orderId = await invoiced()
    const cancel = () => world.call('POST', `${orderPath(orderId)}/cancel`, { reason: 'The parcel is lost' })
    await send(orderId, document('Input', 'NW-R1', 39900, 1))
    expect((await cancel()).status).toBe(400)
    expect(rules(world)).toEqual(['PROTOCOL §8.2'])
    await send(orderId, document('Input', 'NW-R2', VALUE - 39900, 1))
    expect((await cancel()).status).toBe(200)
    expect(world.marketplace.order(ACCOUNT, orderId)?.status).toBe('canceled')
    expect(rules(world)).toEqual(['PROTOCOL §8.2'])
  })
})

describe.each([
  ['either', 'null', SKU, [{ itemIndex: 0 }]],
  ['either', 'null', '4211', [{ itemIndex: 0 }]],
  ['marketplaceSku', 'null', SKU, [{ itemIndex: null }]],
  ['marketplaceSku', 'omitted', SKU, []],
] as const)('an account that matches invoice lines by %s and shows others as %s', (by, unmatched, id, shown) => {
  it(`reads a line of ${id} as ${JSON.stringify(shown)}`, async () => {
    const world = await startWorld({ account: { invoiceLinesAre: by, unmatchedInvoiceLines: unmatched } })
    const { marketplace } = world
    const { orderId } = await marketplace.placeOrder(ACCOUNT, { sellerId: SELLER, items: [{ id: SKU, quantity: 1 }] })
    await marketplace.approvePayment(orderId)
    await world.call('POST', `${orderPath(orderId)}/invoice`, {
      type: 'Output',
      issuanceDate: '2026-09-12T10:00:00+03:00',
      invoiceNumber: 'NW-1',
      invoiceValue: 39900 + 990,
      items: [{ id, price: 39900, quantity: 1 }],
    })
    const parcel = `${orderPath(orderId)}/invoice/NW-1`
    const tracking = { trackingNumber: 'T1', trackingUrl: null, courier: 'FastShip', dispatchedDate: null }
    await world.call('PATCH', parcel, tracking)
    const arrived = { isDelivered: true, deliveredDate: '2026-09-14 10:00', events: [] }
    await world.call('PUT', `${parcel}/tracking`, arrived)
    const matched = shown.some((row) => row.itemIndex === 0)
    expect(marketplace.order(ACCOUNT, orderId)?.packages[0].items).toMatchObject(shown)
    expect(marketplace.isDelivered(orderId)).toBe(matched)
    expect(rules(world)).toEqual(matched ? [] : ['KI 547053'])
    await world.close()
  })
})
