import { createHmac } from 'node:crypto'

import { isSigned } from '../../../../node/middlewares/partnerWebhooks/isSigned'

const SECRET = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const text = '{"type":"catalog.changed","data":{"skus":["Café"]}}'
const message = { id: 'msg_1', sentAt: new Date(1_700_000_000_000), text }
/** Written from the specification, apart from the library. */
const signature = (secret = SECRET, content = `msg_1.1700000000.${text}`) =>
  `v1,${createHmac('sha256', Buffer.from(secret, 'base64')).update(content).digest('base64')}`

describe('a signature', () => {
  it.each([
    ['of the secret', signature(), SECRET],
    ['of the secret with its prefix', signature(), `whsec_${SECRET}`],
    ['among others', `v1a,abc v1,wrong ${signature()}`, SECRET],
  ])('%s is good', (_what, signed, secret) => {
    expect(isSigned({ ...message, signature: signed }, secret)).toBe(true)
  })

  it.each([
    ['of another secret', signature('b3RoZXIgc2VjcmV0IG9mIDI0IGJ5dGVz')],
    ['of another body', signature(SECRET, 'msg_1.1700000000.{}')],
    ['of another id', signature(SECRET, `msg_2.1700000000.${text}`)],
    ['of another time', signature(SECRET, `msg_1.1700000001.${text}`)],
    ['of another version', signature().replace('v1', 'v2')],
    ['cut short', signature().slice(0, -1)],
    ['that is none', 'v1'],
    ['that is empty', ''],
  ])('%s is not', (_what, signed) => {
    expect(isSigned({ ...message, signature: signed }, SECRET)).toBe(false)
  })

  it('of the published example of Standard Webhooks is good', () => {
    const example = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      sentAt: new Date(1_614_265_330_000),
      text: '{"test": 2432232314}',
      signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    }
    expect(isSigned(example, `whsec_${SECRET}`)).toBe(true)
  })

  it('cannot be checked with a secret that is not base64', () => {
    expect(() => isSigned({ ...message, signature: signature() }, 'not base64!')).toThrow()
  })
})
