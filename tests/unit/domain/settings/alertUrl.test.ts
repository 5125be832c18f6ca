import { alertUrl } from '../../../../node/domain/settings/alertUrl'

describe('the address for alerts', () => {
  it.each(['https://hooks.slack.com/services/T0/B0/x', 'https://alerts.example/external-seller/v1/alerts?to=me'])(
    'may be %s',
    (url) => expect(alertUrl(url)).toBe(url),
  )

  it.each([
    'not a url',
    'http://hooks.slack.com/services/T0/B0/x',
    'https://hooks.slack.com/other',
    'https://alerts.example/',
    'https://user:secret@alerts.example/external-seller/v1/alerts',
    'https://127.0.0.1/external-seller/v1/alerts',
    'https://alerts.example:8443/external-seller/v1/alerts',
    'https://acme.myvtex.com/external-seller/v1/alerts',
    'https://db.internal/external-seller/v1/alerts',
  ])('may not be %s', (url) => expect(() => alertUrl(url)).toThrow('alertUrl'))

  it('may be left out', () => expect(alertUrl(undefined)).toBeUndefined())
})
