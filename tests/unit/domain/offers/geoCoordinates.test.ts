import { readGeoCoordinates } from '../../../../node/domain/offers/geoCoordinates'
import { fc } from '../../fixtures/seeded'

describe('coordinates', () => {
  it.each<[string, unknown, readonly [number, number]]>([
    ['numbers as checkout sends them', [26.1, 44.4], [26.1, 44.4]],
    ['text as the OpenAPI document shows it', ['-46.63', '-23.55'], [-46.63, -23.55]],
    ['latitude first, when the second cannot be a latitude', [44.4, 126.1], [126.1, 44.4]],
    ['the date line and the pole', [180, -90], [180, -90]],
  ])('are read from %s (C-09)', (_what, value, expected) => {
    expect(readGeoCoordinates(value)).toEqual(expected)
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
    expect(readGeoCoordinates(value)).toBeUndefined()
  })

  it('always lie on the globe, longitude first (C-09)', () => {
    const part = fc.oneof(fc.double(), fc.float({ min: -180, max: 180 }), fc.string(), fc.constant(null))
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), (value) => {
        const [longitude, latitude] = readGeoCoordinates(value) ?? [0, 0]
        expect(Math.abs(longitude)).toBeLessThanOrEqual(180)
        expect(Math.abs(latitude)).toBeLessThanOrEqual(90)
      }),
    )
  })
})
