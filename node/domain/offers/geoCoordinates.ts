import { mayLieIn } from './countryBoxes'

/** Longitude and latitude in degrees. */
export type GeoPoint = readonly [number, number]

/**
 * Reads coordinates as sent by checkout or by older documentation (PROTOCOL C-09): strings or numbers, `[long, lat]`
 * unless the second value cannot be a latitude, or only the swapped point lies in a country that is served.
 * @param countries ISO 3166-1 alpha-3: where the point should be
 * @returns `[longitude, latitude]`, or undefined when there is no usable pair
 */
export function readGeoCoordinates(value: unknown, countries: readonly string[]): GeoPoint | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const [first, second] = value.map((part) => (typeof part === 'string' && part.trim() !== '' ? Number(part) : part))
  if (typeof first !== 'number' || typeof second !== 'number') return undefined
  const asSent = pointAt(first, second)
  const swapped = pointAt(second, first)
  if (!asSent || !swapped) return asSent ?? swapped
  return liesIn(countries, swapped) && !liesIn(countries, asSent) ? swapped : asSent
}

const liesIn = (countries: readonly string[], point: GeoPoint) => countries.some((country) => mayLieIn(country, point))

const pointAt = (longitude: number, latitude: number): GeoPoint | undefined =>
  Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? [longitude, latitude] : undefined
