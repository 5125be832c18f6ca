import { SettingsError } from '../../../../node/domain/errors'
import { partnerOrigin } from '../../../../node/domain/settings/partnerOrigin'

describe('the address of a partner', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://shop.example/', 'https://shop.example'],
    ['HTTPS://Shop.Example', 'https://shop.example'],
    ['https://shop.example:443', 'https://shop.example'],
    ['https://partner-4100.sandbox.test', 'https://partner-4100.sandbox.test'],
    ['https://notvtex.com', 'https://notvtex.com'],
  ])('%s is understood as %s', (text, origin) => {
    expect(partnerOrigin(text, 'partnerUrl')).toBe(origin)
  })

  it.each([
    ['no URL', 'shop.example'],
    ['plain http', 'http://shop.example'],
    ['another scheme', 'ftp://shop.example'],
    ['a user name', 'https://user@shop.example'],
    ['a password', 'https://user:pass@shop.example'],
    ['a host that only looks like the user name', 'https://shop.example@127.0.0.1'],
    ['a path', 'https://shop.example/admin'],
    ['a query', 'https://shop.example/?a=1'],
    ['a fragment', 'https://shop.example/#a'],
    ['a port', 'https://shop.example:8443'],
    ['an IPv4 address', 'https://127.0.0.1'],
    ['a public IPv4 address', 'https://93.184.216.34'],
    ['an IPv4 address as one number', 'https://2130706433'],
    ['an IPv4 address in hexadecimal', 'https://0x7f000001'],
    ['an IPv4 address in octal', 'https://0177.0.0.1'],
    ['a short IPv4 address', 'https://127.1'],
    ['an IPv4 address with mixed parts', 'https://0x7f.0.0.0x1'],
    ['an IPv4 address with a trailing dot', 'https://127.0.0.1.'],
    ['an IPv4 address in full-width characters', 'https://１２７.0.0.1'],
    ['an IPv6 address', 'https://[::1]'],
    ['an IPv4 address inside IPv6', 'https://[::ffff:127.0.0.1]'],
    ['a trailing dot', 'https://shop.example.'],
    ['a name without a dot', 'https://shop'],
    ['localhost', 'https://localhost'],
    ['a name below localhost', 'https://shop.localhost'],
    ['a name of the local network', 'https://shop.local'],
    ['the metadata service of a cloud', 'https://metadata.google.internal'],
    ['a VTEX host', 'https://api.vtex.com'],
    ['VTEX itself', 'https://vtex.com'],
    ['VTEX with a trailing dot', 'https://api.vtex.com.'],
    ['a store of VTEX', 'https://acme.myvtex.com'],
    ['VTEX in capitals', 'https://ACME.MYVTEX.COM'],
    ['the commerce hosts of VTEX', 'https://acme.vtexcommercestable.com.br'],
    ['the infrastructure of VTEX', 'https://infra.io.vtex.com'],
    ['the inside of VTEX', 'https://oms.vtexinternal.com.br'],
    ['the payments of VTEX', 'https://acme.vtexpayments.com.br'],
  ])('is never %s', (_what, text) => {
    expect(() => partnerOrigin(text, 'sellers[0].partnerUrl')).toThrow(SettingsError)
    expect(() => partnerOrigin(text, 'sellers[0].partnerUrl')).toThrow(/^sellers\[0\]\.partnerUrl: must/)
  })
})
