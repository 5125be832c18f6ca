import type { Operation } from '../call'
import { cursorAt, placeOf } from '../cursor'
import type { SkuRow } from '../shelf/skus'
import { catalogItem } from './catalogItem'

const LIST = 'items'

/** The SKUs in the order in which they were added; the cursor is the position of the last one read. */
export const listCatalogItems: Operation = (shop, { cursor, limit }) => {
  const after = cursor === undefined ? 0 : placeOf(shop, LIST, cursor, Number.MAX_SAFE_INTEGER)
  const rows = shop.db.all<SkuRow>('SELECT * FROM skus WHERE position > ? ORDER BY position LIMIT ?', [
    after,
    limit + 1,
  ])
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    body: {
      currency: shop.currency,
      pricesIncludeTax: true,
      items: page.map((row) => catalogItem(shop, row)),
      nextCursor: last && rows.length > limit ? cursorAt(shop, LIST, last.position) : null,
    },
  }
}
