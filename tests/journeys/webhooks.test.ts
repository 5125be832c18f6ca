import { createHmac, randomBytes, randomUUID } from 'node:crypto'

import { buy, journey } from './journey'

const SKU = 'CAFE-MANT-500'
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`
const OLD = newSecret()
const NEW = newSecret()

interface Sent {
  readonly body?: unknown
  readonly id?: string
  readonly secret?: string
  /** From now. */
  readonly seconds?: number
  readonly sellerId?: string
}

describe('a webhook of the partner', () => {
  // A secret that is being rotated: the partner may sign with either.
  const here = journey({ workers: 2, seller: { webhookSecret: `${OLD}, ${NEW}` } })
  const url = (sellerId = here.world.sellerId) => `${here.world.edge}/_v/external-seller/v1/webhooks/${sellerId}`
  const catalogChanged = (...skus: string[]) => event('catalog.changed', { skus })
  const event = (type: string, data: unknown) => ({ type, timestamp: new Date().toISOString(), data })

  /** Signs as Standard Webhooks says, written apart from the library the connector checks with. */
  async function send({
    body = catalogChanged(SKU),
    id = randomUUID(),
    secret = NEW,
    seconds = 0,
    sellerId,
  }: Sent = {}) {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const timestamp = String(Math.floor(Date.now() / 1_000) + seconds)
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64')
    const response = await fetch(url(sellerId), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body: text,
    })
    return { status: response.status, text: await response.text(), headers: response.headers }
  }

  /** What the marketplace is told while `act` runs, everything it set off included; asking about the seller tells nothing. */
  async function told(act: () => Promise<unknown>) {
    const { marketplace, platform } = here.world
    const before = marketplace.journal().length
    await act()
    await platform.eventsSettled()
    await marketplace.settled()
    return marketplace
      .journal()
      .slice(before)
      .filter(({ direction, step }) => direction === 'in' && step !== 'readSeller')
      .map(({ step, subject }) => `${step} ${subject}`)
  }

  // What one test set off must not be told in the next.
  afterEach(() => here.world.platform.eventsSettled())

  const reprice = async (price: number) => here.world.store.staff.setPrice(SKU, price)
  const shown = () => here.world.marketplace.offer(here.world.account, here.world.sellerId, SKU)?.price

  it('brings a new price to the marketplace, and nothing else', async () => {
    await reprice(41_100)
    const calls = await told(async () => expect(await send()).toMatchObject({ status: 204, text: '' }))
    expect(calls).toEqual([`priceNotification ${SKU}`])
    expect(shown()).toBe(41_100)
  })

  it('about nothing new tells nothing', async () => {
    expect(await told(() => send())).toEqual([])
  })

  it('may be signed with either secret while one is rotated', async () => {
    expect((await send({ secret: OLD })).status).toBe(204)
    expect((await send({ secret: NEW })).status).toBe(204)
  })

  it('that is not the partner’s, or not of now, gets one answer that says nothing, and does nothing', async () => {
    await reprice(41_200)
    let answers: Awaited<ReturnType<typeof send>>[] = []
    const calls = await told(async () => {
      answers = [
        await send({ secret: newSecret() }),
        await send({ seconds: -301 }),
        await send({ seconds: 301 }),
        await send({ sellerId: 'nobody' }),
        await send({ body: '{"broken', secret: newSecret() }),
        await fetch(url(), { method: 'POST', body: '{}' }).then(async (response) => ({
          status: response.status,
          text: await response.text(),
          headers: response.headers,
        })),
      ]
    })
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0].status).toBe(401)
    expect(answers[0].headers.get('cache-control')).toBe('no-store')
    expect(calls).toEqual([])
  })

  it('is refused when it comes again, on whichever worker', async () => {
    const id = randomUUID()
    expect((await send({ id })).status).toBe(204)
    const again = await Promise.all([send({ id }), send({ id }), send({ id, secret: OLD })])
    expect(again.map(({ status }) => status)).toEqual([409, 409, 409])
  })

  it('of an unknown type is taken and ignored', async () => {
    expect(await told(async () => expect((await send({ body: event('shop.renamed', 7) })).status).toBe(204))).toEqual(
      [],
    )
  })

  it.each<[string, number, () => unknown, string]>([
    ['of a wrong shape', 400, () => event('catalog.changed', { skus: 'all' }), '/data/skus'],
    ['that is not JSON', 400, () => '{"broken', 'not valid JSON'],
    ['that is too large', 413, () => catalogChanged('A'.repeat(300_000)), '256 kB'],
  ])('%s is answered %i and why', async (_what, status, body, why) => {
    const answer = await send({ body: body() })
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(why)
  })

  it('is sent, not fetched', async () => {
    const response = await fetch(url())
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('repeated fifty times about one SKU is one notification (AC-15)', async () => {
    await reprice(41_300)
    const calls = await told(async () => {
      for (let wave = 0; wave < 5; wave++) {
        const answers = await Promise.all(Array.from({ length: 10 }, () => send()))
        expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(204))
      }
    })
    expect(calls).toEqual([`priceNotification ${SKU}`])
    expect(shown()).toBe(41_300)
  })

  it('whose event is lost is followed up by the next tick', async () => {
    const { platform } = here.world
    await reprice(41_400)
    platform.setEvents('drop')
    expect(await told(() => send())).toEqual([])
    expect(await told(() => platform.tick())).toEqual([`priceNotification ${SKU}`])
    platform.setEvents('normal')
    expect(shown()).toBe(41_400)
  })

  it('whose event comes twice is told once', async () => {
    const { platform } = here.world
    await reprice(41_500)
    platform.setEvents('dup')
    expect(await told(() => send())).toEqual([`priceNotification ${SKU}`])
    platform.setEvents('normal')
  })

  it('brings the invoice of an order without waiting for the sweeper', async () => {
    const { marketplace, operator, platform, sellerId, store } = here.world
    const { orderId } = await buy(here.world, SKU)
    await marketplace.approvePayment(orderId)
    await platform.eventsSettled()
    await store.staff.invoice(orderId, { number: 'CU-7001' })
    const calls = await told(() => send({ body: event('orders.changed', { references: [orderId, 'not-ours-01'] }) }))
    expect(calls).toContain(`orderInvoice ${orderId}`)
    expect((await operator.order(sellerId, orderId)).state).toBe('invoiced')
    expect(marketplace.violations()).toEqual([])
  })

  it('leaves no secret in any log', async () => {
    const log = JSON.stringify(here.world.platform.log())
    for (const secret of [OLD, NEW]) expect(log).not.toContain(secret.replace('whsec_', ''))
  })
})
