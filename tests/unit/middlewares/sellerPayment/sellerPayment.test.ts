import { NotImplemented } from '../../../../node/domain/errors'
import { sellerPayment } from '../../../../node/middlewares/sellerPayment/sellerPayment'
import type { ConnectorContext } from '../../../../node/typings/context'

describe('a payment that is sent to the seller', () => {
  it('is refused before anything of its request is looked at: it may hold a card (PROTOCOL §12)', async () => {
    const looked: PropertyKey[] = []
    const ctx = new Proxy({}, { get: (_target, name) => void looked.push(name) }) as ConnectorContext
    await expect(sellerPayment(ctx, async () => undefined)).rejects.toBeInstanceOf(NotImplemented)
    expect(looked).toEqual([])
  })
})
