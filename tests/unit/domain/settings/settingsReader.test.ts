import { SettingsError } from '../../../../node/domain/errors'
import { SettingsReader } from '../../../../node/domain/settings/settingsReader'

const reader = (values: Record<string, unknown>) => new SettingsReader(values, 'sellers[0]')

describe('a field of a form', () => {
  it('that is blank, null or missing is absent', () => {
    const read = reader({ blank: '  ', nothing: null })
    expect(read.optionalText('blank')).toBeUndefined()
    expect(read.optionalText('nothing')).toBeUndefined()
    expect(read.optionalText('missing')).toBeUndefined()
    expect(() => read.text('blank')).toThrow('sellers[0].blank: is required')
  })

  it('loses the blanks around it', () => {
    expect(reader({ name: ' Acme ' }).text('name')).toBe('Acme')
  })

  it.each([
    [true, true],
    ['true', true],
    [' TRUE ', true],
    [false, false],
    ['false', false],
    [undefined, true],
    ['', true],
  ])('holding %p means %p as a flag', (value, expected) => {
    expect(reader({ flag: value }).flag('flag', true)).toBe(expected)
  })

  it.each(['yes', '1', 0])('holding %p is no flag', (value) => {
    expect(() => reader({ flag: value }).flag('flag', true)).toThrow('sellers[0].flag: must be true or false')
  })

  it.each([
    ['3', 3],
    [3, 3],
    [' 2.5 ', 2.5],
    ['', 7],
  ])('holding %p means %p as a number', (value, expected) => {
    expect(reader({ n: value }).number('n', 7, { least: 0, most: 100 })).toBe(expected)
  })

  it.each(['-1', 101, 'NaN', 'Infinity', '3 units'])('holding %p is out of range or no number', (value) => {
    expect(() => reader({ n: value }).number('n', 7, { least: 0, most: 100 })).toThrow(SettingsError)
  })

  it('holding a fraction is no whole number', () => {
    expect(() => reader({ n: '1.5' }).wholeNumber('n', 0)).toThrow('sellers[0].n: must be a whole number')
  })

  it.each([
    ['1, 2 ,,3', ['1', '2', '3']],
    [
      [1, ' 2 '],
      ['1', '2'],
    ],
    ['', ['9']],
    [[], ['9']],
  ])('holding %j is the list %j', (value, expected) => {
    expect(reader({ list: value }).list('list', ['9'])).toEqual(expected)
  })

  it('that must hold a list cannot be empty', () => {
    expect(() => reader({ list: ' , ' }).list('list')).toThrow('sellers[0].list: is required')
  })
})
