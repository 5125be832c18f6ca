import type { ReferencePartner } from '../../sandbox/partner/reference/startReferencePartner'
import { journey } from './journey'

describe('a partner that tells what changed in its catalogue', () => {
  const here = journey({ partner: 'seller-api' })
  const staff = () => (here.world.store as ReferencePartner).staff
  const offer = (sku: string) => here.world.marketplace.offer(here.world.account, here.world.sellerId, sku)
  const tick = async () => {
    await here.world.platform.tick()
    await here.world.marketplace.settled()
  }
  // The first look only learns where the feed stands.
  beforeAll(tick)

  it('has a new price in the marketplace within a tick, without a sync and without a webhook', async () => {
    const before = here.world.marketplace.journal().length
    await staff().setPrice('CAFE-MANT-500', 4_990)
    await tick()
    expect(offer('CAFE-MANT-500')?.price).toBe(4_990)
    const told = here.world.marketplace.journal().slice(before)
    expect(told.filter(({ direction }) => direction === 'in').map(({ step, subject }) => [step, subject])).toEqual([
      ['priceNotification', 'CAFE-MANT-500'],
    ])
  })

  it('sells no SKU any more that it deleted', async () => {
    expect(offer('CADERNO-CORDEL')?.stockBalance).toBeGreaterThan(0)
    await staff().remove('CADERNO-CORDEL')
    await tick()
    expect(offer('CADERNO-CORDEL')?.availability).toBe('withoutStock')
  })

  it('says nothing twice', async () => {
    await tick()
    const before = here.world.marketplace.journal().length
    await tick()
    expect(here.world.marketplace.journal().length).toBe(before)
  })
})
