import { walk } from './order/walk'

describe('the model itself', () => {
  it('finds the doubled order when partner and record store keep no promise', async () => {
    const { broken } = await walk({
      depth: 3,
      interferences: 1,
      pauses: false,
      reserves: true,
      partnerForgets: true,
      storeIgnoresConditions: true,
    })
    expect(broken.join('\n')).toContain('2 orders at the partner')
  })

  it('finds what is lost when the record store ignores conditions', async () => {
    const { broken } = await walk({
      depth: 3,
      interferences: 1,
      pauses: true,
      reserves: true,
      storeIgnoresConditions: true,
    })
    expect(broken).not.toEqual([])
  })
})
