import { publicHostOf } from '../../../../node/domain/registration/publicHost'

const tenant = { account: 'acmemarket', workspace: 'master' }

describe('the host VTEX calls', () => {
  it('names the workspace, so that A/B tests cannot spread the orders', () => {
    expect(publicHostOf(tenant)).toBe('master--acmemarket.myvtex.com')
  })

  it('is the operator’s own when one is configured', () => {
    expect(publicHostOf(tenant, 'sellers.acme.example')).toBe('sellers.acme.example')
  })
})
