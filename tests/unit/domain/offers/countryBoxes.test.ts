import { mayLieIn } from '../../../../node/domain/offers/countryBoxes'

describe('a country', () => {
  it.each<[string, string, readonly [number, number]]>([
    ['BRA', 'São Paulo', [-46.63, -23.55]],
    ['BRA', 'Fernando de Noronha', [-32.42, -3.85]],
    ['ROU', 'Bucharest', [26.1, 44.43]],
    ['MDA', 'Chișinău', [28.86, 47.01]],
    ['ARG', 'Ushuaia', [-68.3, -54.8]],
    ['CHL', 'Punta Arenas', [-70.91, -53.16]],
    ['MEX', 'Tijuana', [-117.03, 32.51]],
    ['USA', 'Miami', [-80.19, 25.76]],
    ['USA', 'Honolulu', [-157.86, 21.31]],
    ['USA', 'Anchorage', [-149.9, 61.22]],
    ['ESP', 'Las Palmas', [-15.43, 28.12]],
    ['PRT', 'Ponta Delgada', [-25.67, 37.74]],
    ['FRA', 'Ajaccio', [8.74, 41.92]],
    ['RUS', 'Kaliningrad', [20.51, 54.71]],
    ['FJI', 'Taveuni, across the date line', [-179.97, -16.85]],
    ['NZL', 'Wellington', [174.78, -41.29]],
    ['UKR', 'Simferopol', [34.1, 44.95]],
    ['ITA', 'Lampedusa', [12.6, 35.5]],
    ['SGP', 'Singapore', [103.82, 1.35]],
  ])('%s holds %s (C-09)', (country, _place, point) => {
    expect(mayLieIn(country, point)).toBe(true)
  })

  it.each<[string, readonly [number, number]]>([
    ['BRA', [-23.55, -46.63]],
    ['ROU', [44.43, 26.1]],
    ['USA', [51.5, -0.13]],
    ['FRA', [-61.55, 16.25]],
    ['XXX', [0, 0]],
    ['', [0, 0]],
  ])('%s does not hold %j (C-09)', (country, point) => {
    expect(mayLieIn(country, point)).toBe(false)
  })
})
