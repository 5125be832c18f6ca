import { readGeoCoordinates } from '../../../../node/domain/offers/geoCoordinates'
import { fc } from '../../fixtures/seeded'

describe('coordinates', () => {
  it.each<[string, unknown, readonly [number, number]]>([
    ['numbers as checkout sends them', [26.1, 44.4], [26.1, 44.4]],
    ['text as the OpenAPI document shows it', ['-46.63', '-23.55'], [-46.63, -23.55]],
    ['latitude first, when the second cannot be a latitude', [44.4, 126.1], [126.1, 44.4]],
    ['the date line and the pole', [180, -90], [180, -90]],
  ])('are read from %s (C-09)', (_what, value, expected) => {
    expect(readGeoCoordinates(value, ['ROU', 'BRA'])).toEqual(expected)
  })

  it.each<[string, readonly string[], readonly number[], readonly [number, number]]>([
    ['is swapped when only that lies in a served country', ['ROU'], [44.4, 26.1], [26.1, 44.4]],
    ['is swapped for a second country too', ['ROU', 'BRA'], [-23.55, -46.63], [-46.63, -23.55]],
    ['stays when it lies in a served country as it is', ['ROU'], [26.1, 44.4], [26.1, 44.4]],
    ['stays when both lie in served countries', ['ROU', 'SAU'], [44.4, 26.1], [44.4, 26.1]],
    ['stays when neither does', ['ROU'], [-0.13, 51.5], [-0.13, 51.5]],
    ['stays when nobody knows where the countries are', ['XXX'], [44.4, 26.1], [44.4, 26.1]],
  ])('a point that could be read both ways %s (C-09)', (_what, countries, value, expected) => {
    expect(readGeoCoordinates(value, countries)).toEqual(expected)
  })

  it.each([
    null,
    undefined,
    [],
    [26.1],
    [26.1, 44.4, 0],
    ['', ''],
    ['a', 'b'],
    [null, null],
    [200, 10],
    [91, 181],
    [Number.NaN, 1],
    { 0: 26.1, 1: 44.4, length: 2 },
  ])('are not made up from %j (C-09)', (value) => {
    expect(readGeoCoordinates(value, ['ROU'])).toBeUndefined()
  })

  it('always lie on the globe, longitude first (C-09)', () => {
    const part = fc.oneof(fc.double(), fc.float({ min: -180, max: 180 }), fc.string(), fc.constant(null))
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), (value) => {
        const [longitude, latitude] = readGeoCoordinates(value, ['ROU', 'BRA']) ?? [0, 0]
        expect(Math.abs(longitude)).toBeLessThanOrEqual(180)
        expect(Math.abs(latitude)).toBeLessThanOrEqual(90)
      }),
    )
  })
})
