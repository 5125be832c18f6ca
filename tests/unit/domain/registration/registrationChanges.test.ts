import {
  commissionChanges,
  mappingChanges,
  registrationChanges,
} from '../../../../node/domain/registration/registrationChanges'
import { sellerRegistration } from '../../../../node/domain/registration/sellerRegistration'
import { acme } from '../../fixtures/acme'

const ENDPOINT = 'https://master--acmemarket.myvtex.com/_v/external-seller/v1/acme/S3CRET/api'
const wanted = sellerRegistration(acme(), ENDPOINT)

describe('what a set-up would change', () => {
  it('is everything that is not empty when the marketplace does not know the seller', () => {
    const fields = registrationChanges(undefined, wanted).map(({ field }) => field)
    expect(fields).toEqual(expect.arrayContaining(['id', 'fulfillmentEndpoint', 'availableSalesChannels']))
    expect(fields).not.toEqual(expect.arrayContaining(['user']))
  })

  it('is nothing when it knows it so, whatever it adds', () => {
    const shown = {
      ...wanted,
      securityPrivacyPolicy: '',
      groups: undefined,
      availableSalesChannels: [
        { isSelected: true, id: 1, name: 'Main' },
        { isSelected: false, id: 2, name: 'B2B' },
      ],
    } as unknown as typeof wanted
    expect(registrationChanges(shown, wanted)).toEqual([])
  })

  it('names fields with both values, and never a key', () => {
    const shown = { ...wanted, name: 'Old', fulfillmentEndpoint: ENDPOINT.replace('S3CRET', '0LDKEY') }
    const changes = registrationChanges(shown, wanted)
    expect(changes).toContainEqual({ field: 'name', from: 'Old', to: 'acme' })
    expect(changes.map(({ field }) => field)).toEqual(['name', 'fulfillmentEndpoint'])
    expect(JSON.stringify(changes)).not.toMatch(/S3CRET|0LDKEY/)
  })

  it('is a trade policy more or less', () => {
    const shown = { ...wanted, availableSalesChannels: [{ isSelected: true, id: 2, name: 'B2B' }] }
    expect(registrationChanges(shown, wanted).map(({ field }) => field)).toEqual(['availableSalesChannels'])
  })
})

describe('commissions', () => {
  const row = {
    categoryId: '12',
    categoryFullPath: 'Tools',
    productCommissionPercentage: 9,
    freightCommissionPercentage: 0,
  }

  it('are sent all when one differs, with the path the marketplace has', () => {
    const { rows, changes } = commissionChanges([row], [{ categoryId: '12', product: 11.5, freight: 0 }])
    expect(rows).toEqual([{ ...row, productCommissionPercentage: 11.5 }])
    expect(changes).toEqual([{ field: 'commission of 12', from: '9% / 0%', to: '11.5% / 0%' }])
  })

  it('that nobody configured stay as they are', () => {
    expect(commissionChanges([row], []).changes).toEqual([])
    expect(commissionChanges([row], [{ categoryId: '12', product: 9, freight: 0 }]).changes).toEqual([])
  })

  it('of the whole store are carried by the seller itself too (KI 872364), and left alone otherwise (C-05)', () => {
    const mine = acme({ commissions: [{ categoryId: 'default', product: 10, freight: 2 }] })
    expect(sellerRegistration(mine, ENDPOINT).sellerCommissionConfiguration).toEqual({
      productCommissionPercentage: 10,
      freightCommissionPercentage: 2,
      categoriesCommissionConfiguration: [],
    })
    const theirs = { productCommissionPercentage: 7 }
    expect(
      sellerRegistration(acme(), ENDPOINT, { sellerCommissionConfiguration: theirs }).sellerCommissionConfiguration,
    ).toBe(theirs)
  })
})

describe('the mapping of trade policies', () => {
  it('is compared whether the marketplace answers numbers or texts (C-06)', () => {
    const mine = [{ marketplaceSalesChannel: 1, sellerChannel: 'NWT' }]
    expect(mappingChanges([{ marketplaceSalesChannel: '1', sellerChannel: 'NWT' }], mine)).toEqual([])
    expect(mappingChanges([{ marketplaceSalesChannel: 1, sellerChannel: 'OLD' }], mine)).toEqual([
      { field: 'mapping of 1', from: 'OLD', to: 'NWT' },
    ])
    expect(mappingChanges([], mine)).toEqual([{ field: 'mapping of 1', to: 'NWT' }])
  })
})
