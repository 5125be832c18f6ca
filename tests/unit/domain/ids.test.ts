import { marketplaceOrderIdFromPath, sellerOrderIdOf } from '../../../node/domain/ids'
import { ORDER_ID } from '../fixtures/orders'

describe('the order id in a path of VTEX', () => {
  it('means the same order as seller id and as marketplace id (C-22)', () => {
    expect(sellerOrderIdOf(ORDER_ID)).toBe('XS-1400000000007-01')
    expect(marketplaceOrderIdFromPath('XS-1400000000007-01')).toBe(ORDER_ID)
    expect(marketplaceOrderIdFromPath('1400000000007-01')).toBe(ORDER_ID)
  })
})
