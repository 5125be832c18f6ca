import type { StaffOrder } from '../../sandbox/partner/reference/harness/staffOrder'
import { CheckoutRefused } from '../../sandbox/marketplace/purchase'
import { buy, journey } from './journey'

const SKU = 'CADERNO-CORDEL'

describe('a notebook that is sold with a gift wrapping and an engraving', () => {
  const here = journey({ partner: 'seller-api' })
  const atPartner = (id: string) => here.world.store.staff.order(id) as Promise<StaffOrder>
  const atMarketplace = (id: string) => here.world.marketplace.order(here.world.account, id)!
  const wishes = {
    quantity: 2,
    services: ['embrulho'],
    attachments: { gravacao: { texto: 'Para Luísa', fonte: 'Cursiva' } },
  }

  it('brings both to the partner, who is paid and invoices what the shopper pays', async () => {
    const { orderId } = await buy(here.world, SKU, wishes)
    expect(await atPartner(orderId)).toMatchObject({
      services: [{ sku: SKU, id: 'embrulho', quantity: 2 }],
      attachments: [{ sku: SKU, name: 'gravacao', content: wishes.attachments.gravacao }],
      total: atMarketplace(orderId).value,
    })
    await here.world.marketplace.approvePayment(orderId)
    await here.world.platform.eventsSettled()
    expect((await atPartner(orderId)).paid).toBe(atMarketplace(orderId).value)
    await here.world.store.staff.invoice(orderId, { number: 'CU-EXTRAS-1' })
    await here.world.platform.tick()
    await here.world.platform.eventsSettled()
    expect(atMarketplace(orderId)).toMatchObject({ status: 'invoiced' })
    expect(atMarketplace(orderId).packages).toMatchObject([{ invoiceValue: atMarketplace(orderId).value }])
  })

  it('keeps no word of the engraving', async () => {
    const stored = await here.world.platform.storedDocuments('')
    expect(stored.length).toBeGreaterThan(0)
    expect(stored.filter(({ content }) => content.includes('Luísa'))).toEqual([])
  })

  it('is not sold with what the partner does not offer', async () => {
    await expect(buy(here.world, SKU, { services: ['montagem'] })).rejects.toThrow(CheckoutRefused)
  })

  it('broke no rule of the protocol', () => {
    expect(here.world.marketplace.violations()).toEqual([])
  })
})
