import { HintStore } from '../../../../node/clients/storage/hintStore'
import { WebhookIdStore } from '../../../../node/clients/storage/webhookIdStore'
import { refusalOf } from '../../../../node/middlewares/guards/errorBoundary'
import { partnerWebhooks } from '../../../../node/middlewares/partnerWebhooks/partnerWebhooks'
import type { SignedWebhook } from '../../../../node/middlewares/partnerWebhooks/signedWebhook'
import { failedCall } from '../../fixtures/failedCall'
import { inboundCall } from '../../fixtures/inboundCall'
import { sellerWork } from '../../fixtures/sellerWork'

const text = JSON.stringify({ type: 'catalog.changed', timestamp: '2026-09-01T10:00:00Z', data: { skus: ['DRILL'] } })

async function world() {
  const { clock, vbase, work } = await sellerWork()
  const hints = new HintStore(vbase.records, work.seller.sellerId, clock)
  await hints.createShards()
  await new WebhookIdStore(vbase.records, work.seller.sellerId, clock).createShards()
  const receive = async (id: string, body = text) => {
    const ctx = inboundCall<SignedWebhook>({ work, body: { seller: work.seller, id, text: body } })
    Object.assign(ctx.clients, { records: vbase.records })
    const status = await partnerWebhooks(ctx).then(
      () => ctx.status,
      (error: unknown) => refusalOf(error).status,
    )
    return { status, events: ctx.events.length }
  }
  return { hints, receive, vbase }
}

describe('a webhook that is known to be the partner’s', () => {
  it('is stored before it is answered, and hurried by an event', async () => {
    const { hints, receive } = await world()
    expect(await receive('msg_1')).toEqual({ status: 204, events: 1 })
    expect(await hints.waiting()).toMatchObject([{ kind: 'sku', id: 'DRILL' }])
  })

  it('sends no second event while the first hint waits', async () => {
    const { receive } = await world()
    await receive('msg_1')
    expect(await receive('msg_2')).toEqual({ status: 204, events: 0 })
  })

  it.each(['hints', 'webhook-ids'])(
    'is asked for again while %s cannot be written, and is then no replay',
    async (bucket) => {
      const { hints, receive, vbase } = await world()
      vbase.disturbance = (verb, path) => {
        if (verb === 'write' && path.startsWith(`${bucket}/`)) throw failedCall(500)
      }
      expect((await receive('msg_1')).status).toBe(503)
      vbase.disturbance = () => undefined
      expect((await receive('msg_1')).status).toBe(204)
      expect(await hints.waiting()).toHaveLength(1)
      expect((await receive('msg_1')).status).toBe(409)
    },
  )

  it('is a mistake of its own when its shape is wrong: mended, it may come under the same id', async () => {
    const { receive } = await world()
    expect((await receive('msg_1', '{"type":"catalog.changed"}')).status).toBe(400)
    expect((await receive('msg_1')).status).toBe(204)
  })
})
