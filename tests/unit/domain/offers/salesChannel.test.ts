import { salesChannelOf } from '../../../../node/domain/offers/salesChannel'

describe('the trade policy of a request (C-07, AC-29)', () => {
  it.each([
    ['the body’s, when both name one', '2', '1', '2'],
    ['the body’s, as a number too', 2, undefined, '2'],
    ['the endpoint’s, when the body names none', undefined, '3', '3'],
    ['the endpoint’s, when the body’s is null', null, '3', '3'],
    ['the endpoint’s, when the body’s is blank', ' ', '3', '3'],
    ['the endpoint’s first one', undefined, ['3', '4'], '3'],
    ['nobody’s, when neither names one', undefined, undefined, undefined],
    ['nobody’s, when both are blank', '', '', undefined],
  ])('is %s', (_what, body, query, expected) => {
    expect(salesChannelOf(body, query)).toBe(expected)
  })
})
