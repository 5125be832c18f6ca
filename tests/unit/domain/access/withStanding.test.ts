import { withStanding } from '../../../../node/domain/access/withStanding'
import type { SellerAccess } from '../../../../node/domain/access/sellerAccess'
import { acme } from '../../fixtures/acme'

const AT = '2026-09-01T12:00:00.000Z'
const access = (more: Partial<SellerAccess> = {}): SellerAccess => ({
  schemaVersion: 1,
  sellerId: acme().sellerId,
  keys: [],
  ...more,
})

describe('a seller', () => {
  it('is as its settings say while nobody paused it', () => {
    expect(withStanding(acme(), access())).toEqual(acme())
    expect(withStanding(acme(), undefined)).toEqual(acme())
  })

  it('paused here answers zero stock, and still tells the marketplace so', () => {
    expect(withStanding(acme(), access({ pausedHereAt: AT }))).toEqual({ ...acme(), active: false })
  })

  it('paused by the marketplace sends nothing of its catalogue and goes on answering and taking orders (AC-89, AC-97)', () => {
    expect(withStanding(acme(), access({ pausedThereAt: AT }))).toEqual({
      ...acme(),
      pausedThere: true,
      sends: { content: false, price: false, stock: false, orders: true },
    })
  })
})
