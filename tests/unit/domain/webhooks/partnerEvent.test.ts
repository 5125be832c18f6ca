import { hintsOf } from '../../../../node/domain/webhooks/partnerEvent'
import { webhookSecrets } from '../../../../node/domain/webhooks/webhookSecrets'

describe('an event of the partner', () => {
  it('hints at each SKU once', () => {
    expect(hintsOf({ type: 'catalog.changed', data: { skus: ['A', 'B', 'A'] } }, 'shop2-')).toEqual([
      { kind: 'sku', id: 'A' },
      { kind: 'sku', id: 'B' },
    ])
  })

  it('hints at each order once', () => {
    const references = ['1400000000007-01', '1400000000007-01']
    expect(hintsOf({ type: 'orders.changed', data: { references } }, '')).toEqual([
      { kind: 'order', id: '1400000000007-01' },
    ])
  })
})

describe('an event about orders of a shop that serves two marketplaces', () => {
  it('hints at those under our prefix, by the id the marketplace gave them', () => {
    const references = ['shop2-1400000000007-01', '1400000000008-01', 'shop3-1400000000009-01']
    expect(hintsOf({ type: 'orders.changed', data: { references } }, 'shop2-')).toEqual([
      { kind: 'order', id: '1400000000007-01' },
    ])
  })
})

describe('the setting webhookSecret', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['whsec_b25l', ['whsec_b25l']],
    ['whsec_b25l,dHdv', ['whsec_b25l', 'dHdv']],
    [' whsec_b25l ,  dHdv\n', ['whsec_b25l', 'dHdv']],
  ])('%j holds %j', (setting, secrets) => {
    expect(webhookSecrets(setting)).toEqual(secrets)
  })
})
