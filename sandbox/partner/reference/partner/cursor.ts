import { Problem } from './problem'
import type { Shop } from './shop'

/** A place in a list. Callers must not look inside; the database's id in it tells ours from those of another life. */
export const cursorAt = (shop: Shop, list: string, place: number) => `${list}-${shop.databaseId}-${place}`

/**
 * @param latest no place can be after this one
 * @throws Problem `cursor-expired` when it is not a cursor this database gave for this list
 */
export function placeOf(shop: Shop, list: string, cursor: string, latest: number): number {
  const prefix = `${list}-${shop.databaseId}-`
  const place = cursor.startsWith(prefix) ? cursor.slice(prefix.length) : ''
  if (!/^\d{1,15}$/.test(place) || Number(place) > latest) {
    throw new Problem(410, 'cursor-expired', 'This cursor is not known; begin without one')
  }
  return Number(place)
}
