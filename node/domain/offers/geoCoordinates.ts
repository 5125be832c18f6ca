/**
 * Reads coordinates as sent by checkout or by older documentation (PROTOCOL C-09): strings or numbers, `[long, lat]`
 * unless the second value cannot be a latitude.
 * @returns `[longitude, latitude]` in degrees, or undefined when there is no usable pair
 */
export function readGeoCoordinates(value: unknown): readonly [number, number] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const [first, second] = value.map((part) => (typeof part === 'string' && part.trim() !== '' ? Number(part) : part))
  if (typeof first !== 'number' || typeof second !== 'number') return undefined
  if (!Number.isFinite(first) || !Number.isFinite(second)) return undefined
  if (isLatitude(second) && isLongitude(first)) return [first, second]
  return isLatitude(first) && isLongitude(second) ? [second, first] : undefined
}

const isLatitude = (degrees: number) => Math.abs(degrees) <= 90
const isLongitude = (degrees: number) => Math.abs(degrees) <= 180
