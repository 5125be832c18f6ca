import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from '../../../sandbox/partner/reference/node_modules/standardwebhooks'
import { startReferencePartner } from '../../../sandbox/partner/reference/startReferencePartner'
import type { ReferencePartner } from '../../../sandbox/partner/reference/startReferencePartner'
import { Caller, shirtOrder } from './caller'
import { flawsOfWebhook } from './document'

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`

interface Delivery {
  readonly id: string
  readonly headers: Record<string, string>
  readonly text: string
  readonly body: { readonly type: string; readonly data: { readonly skus?: string[]; readonly references?: string[] } }
}

/** The other end: takes deliveries, answers what the test wants. */
class Listener {
  readonly deliveries: Delivery[] = []
  answers: number[] = []
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const headers = request.headers as Record<string, string>
      this.deliveries.push({ id: headers['webhook-id'], headers, text, body: JSON.parse(text) as Delivery['body'] })
      response.writeHead(this.answers.shift() ?? 204).end()
      this.server.emit('delivery')
    })
  })

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks`
  }

  /** Waits for the delivery that is right. */
  async until(right: (delivery: Delivery) => boolean): Promise<Delivery> {
    for (;;) {
      const found = this.deliveries.find(right)
      if (found) return found
      await once(this.server, 'delivery')
    }
  }

  close() {
    this.server.close()
  }
}

describe('webhooks of the reference partner', () => {
  const [secret, nextSecret] = [newSecret(), newSecret()]
  const listener = new Listener()
  let partner: ReferencePartner
  let api: Caller
  beforeAll(async () => {
    const webhookUrl = await listener.open()
    partner = await startReferencePartner({ webhookUrl, webhookSecret: `${secret},${nextSecret}` })
    api = new Caller(partner)
  })
  afterAll(async () => {
    await partner.stop()
    listener.close()
  })
  afterEach(() => {
    listener.answers = []
  })
  const about = (sku: string) => (delivery: Delivery) => delivery.body.data.skus?.includes(sku) ?? false

  it('are declared', async () => {
    expect((await api.call('getCapabilities')).body.webhooks).toBe(true)
  })

  it('are signed so that the library of the standard verifies them, with either secret while one is rotated', async () => {
    await partner.staff.setPrice('CAFE-MANT-500', 4_444)
    const { headers, text, body } = await listener.until(about('CAFE-MANT-500'))
    expect(new Webhook(secret).verify(text, headers)).toEqual(body)
    expect(new Webhook(nextSecret).verify(text, headers)).toEqual(body)
    expect(() => new Webhook(newSecret()).verify(text, headers)).toThrow()
    expect(flawsOfWebhook('catalogChanged', body)).toEqual([])
  })

  it('tell of orders', async () => {
    const { reference } = (await api.create(shirtOrder())).body
    const { body } = await listener.until((delivery) => delivery.body.data.references?.includes(reference) ?? false)
    expect(body.type).toBe('orders.changed')
    expect(flawsOfWebhook('ordersChanged', body)).toEqual([])
  })

  it('come again under their id, signed anew, until they are taken; what changes meanwhile comes under another', async () => {
    listener.answers = [503]
    await partner.staff.setPrice('CADERNO-CORDEL', 3_600)
    const first = await listener.until(about('CADERNO-CORDEL'))
    await partner.staff.setPrice('COADOR-MADEIRA', 6_500)
    const other = await listener.until(about('COADOR-MADEIRA'))
    expect(other.id).not.toBe(first.id)
    const again = await listener.until((delivery) => delivery.id === first.id && delivery !== first)
    expect(again.text).toBe(first.text)
  })

  it('of many changes at once are few', async () => {
    const before = listener.deliveries.length
    const skus = ['PANELA-BARRO-2L', 'PANELA-BARRO-4L', 'REDE-CRU-CASAL', 'REDE-AZUL-CASAL']
    await Promise.all(Array.from({ length: 20 }, (_, turn) => partner.staff.setPrice(skus[turn % 4], 10_000 + turn)))
    for (const sku of skus) await listener.until(about(sku))
    expect(listener.deliveries.length - before).toBeLessThan(20)
  })
})

it('refuses a secret that cannot sign', async () => {
  const starting = startReferencePartner({
    webhookUrl: 'http://127.0.0.1:9/hooks',
    webhookSecret: 'whsec_*',
    onLog: () => undefined,
  })
  await expect(starting).rejects.toThrow('the partner ended with code 1')
})
