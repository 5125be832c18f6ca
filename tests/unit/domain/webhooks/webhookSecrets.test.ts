import fc from 'fast-check'

import { isWebhookSecret, webhookSecrets } from '../../../../node/domain/webhooks/webhookSecrets'
import { isSigned } from '../../../../node/middlewares/partnerWebhooks/isSigned'

const message = { id: 'msg_1', sentAt: new Date(0), text: '{}', signature: 'v1,none' }

describe('a webhook secret', () => {
  it('that the settings take is one that signatures can be checked with', () => {
    const base64 = fc.base64String({ minLength: 4 })
    const text = fc.oneof(base64, fc.string({ unit: fc.constantFrom(...'AZaz09+/=_-') }))
    fc.assert(
      fc.property(text, fc.boolean(), (secret, prefixed) => {
        const setting = prefixed ? `whsec_${secret}` : secret
        fc.pre(isWebhookSecret(setting))
        expect(isSigned(message, setting)).toBe(false)
      }),
      { seed: 6 },
    )
  })

  it.each(['c2VjcmV0', 'whsec_c2VjcmV0', 'c2VjcmV0Mg=='])('may be %s', (secret) => {
    expect(isWebhookSecret(secret)).toBe(true)
  })

  it.each(['', 'whsec_', 'w', 'two words', 'c2VjcmV0Mg=', 'with_underscore-s', '====', 'secret!'])(
    'cannot be %j',
    (secret) => {
      expect(isWebhookSecret(secret)).toBe(false)
    },
  )

  it('may be several while one is replaced', () => {
    expect(webhookSecrets(' whsec_YQ==,YWI= \n YWJj')).toEqual(['whsec_YQ==', 'YWI=', 'YWJj'])
    expect(webhookSecrets(undefined)).toEqual([])
  })
})
