import { median, quantile } from '../../../bench/quantile'

describe('a quantile', () => {
  const hundred = Float64Array.from({ length: 100 }, (_, index) => 100 - index)

  it('is the nearest rank', () => {
    expect([0, 0.5, 0.99, 1].map((share) => quantile(hundred, share))).toEqual([1, 50, 99, 100])
  })

  it('of one sample is that sample, of none is not a number', () => {
    expect([quantile([7], 0.99), quantile([], 0.5)]).toEqual([7, NaN])
  })
})

it('the median is the middle, or between the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, NaN])
})
