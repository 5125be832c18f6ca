import { InvalidBenchOption, parseBenchOptions } from '../../../bench/parseBenchOptions'

const KNOWN = ['P1', 'P2', 'P4a', 'P4b']
const parse = (...args: string[]) => parseBenchOptions(args, KNOWN)

describe('the options of the benchmarks', () => {
  it('run all when none is given', () => {
    expect(parse()).toEqual({ only: undefined, quick: false })
  })

  it('choose by id, in any spelling, a number for all its parts', () => {
    expect(parse('--only', 'p4, P1', '--quick')).toEqual({ only: ['P1', 'P4a', 'P4b'], quick: true })
    expect(parse('--only', 'P4B')?.only).toEqual(['P4b'])
  })

  it('give the size of a large catalogue', () => {
    expect(parse('--skus', '5000')?.skus).toBe(5_000)
  })

  it.each([
    [['--only', 'P9'], 'P9'],
    [['--fast'], '--fast'],
    [['P1'], 'argument'],
    [['--skus', '150'], 'hundreds'],
    [['--skus', 'many'], 'hundreds'],
  ])('are refused when they mean nothing: %j', (args, named) => {
    expect(() => parse(...args)).toThrow(InvalidBenchOption)
    expect(() => parse(...args)).toThrow(named)
  })
})
