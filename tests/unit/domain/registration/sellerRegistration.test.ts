import { sellerRegistration } from '../../../../node/domain/registration/sellerRegistration'
import { acme } from '../../fixtures/acme'

const ENDPOINT = 'https://master--acmemarket.myvtex.com/_v/external-seller/v1/acme/key/api'

describe('a seller in the marketplace', () => {
  it('is an external one that ships its own goods', () => {
    expect(sellerRegistration(acme(), ENDPOINT)).toMatchObject({
      id: 'acme',
      account: 'acme',
      isVtex: false,
      sellerType: 1,
      fulfillmentSellerId: null,
      fulfillmentEndpoint: ENDPOINT,
      user: null,
      password: null,
    })
  })

  it('stays paused when the marketplace paused it', () => {
    expect(sellerRegistration(acme(), ENDPOINT, { isActive: false }).isActive).toBe(false)
  })

  it('sells in the trade policies of the settings', () => {
    const registration = sellerRegistration(acme({ salesChannels: ['2', '5'] }), ENDPOINT)
    expect(registration.availableSalesChannels).toEqual([
      { isSelected: true, id: 2, name: '2' },
      { isSelected: true, id: 5, name: '5' },
    ])
    expect(registration.salesChannel).toBe('2')
  })
})
