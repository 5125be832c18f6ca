import type { Partner } from '../../../../node/clients/partners/partner'
import { prefixedReferences } from '../../../../node/clients/partners/prefixedReferences'
import { marketplaceOrderId } from '../../../../node/domain/ids'
import { ORDER_ID, partnerUpdate } from '../../fixtures/orders'

const BUDGET = { deadlineAt: 0 }
const foreign = { ...partnerUpdate([]), reference: marketplaceOrderId('other-1') }

describe('references with a prefix', () => {
  const asked: string[] = []
  const known = (reference: string) => ({ ...partnerUpdate([]), reference: marketplaceOrderId(reference) })
  const shop = {
    capabilities: { reserves: true },
    findOrder: async (reference: string) => {
      asked.push(reference)
      return known(reference)
    },
    orderUpdates: async (references: string[]) => [...references.map(known), foreign],
    orderFeed: async () => ({ updates: [known(`acme-${ORDER_ID}`), foreign], next: 'n', more: false }),
  } as unknown as Partner

  it('keep two marketplaces that share a shop apart, and are unknown above', async () => {
    const partner = prefixedReferences(shop, 'acme-')
    expect((await partner.findOrder(ORDER_ID, BUDGET))?.reference).toBe(ORDER_ID)
    expect(asked).toEqual([`acme-${ORDER_ID}`])
    expect((await partner.orderUpdates([ORDER_ID], BUDGET)).map(({ reference }) => reference)).toEqual([ORDER_ID])
    expect(await partner.orderFeed?.(undefined, BUDGET)).toMatchObject({
      updates: [{ reference: ORDER_ID }],
      next: 'n',
    })
  })

  it('change nothing when there is none', () => {
    expect(prefixedReferences(shop, '')).toBe(shop)
  })
})
