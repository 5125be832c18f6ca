import type { Operation } from '../call'
import { changesSince, latestChange } from '../changes'
import { cursorAt, placeOf } from '../cursor'
import { skuRow } from '../shelf/skus'
import { catalogItem } from './catalogItem'

const LIST = 'catalog'

/** Without a cursor: from now on. Content, price and stock all count; a SKU that is gone is answered as deleted. */
export const listCatalogChanges: Operation = (shop, { cursor, limit }) => {
  const latest = latestChange(shop)
  const since = cursor === undefined ? latest : placeOf(shop, LIST, cursor, latest)
  const { keys, upTo, more } = changesSince(shop, 'catalog', since, limit)
  return {
    body: {
      currency: shop.currency,
      pricesIncludeTax: true,
      changes: keys.map((sku) => {
        const row = skuRow(shop, sku)
        return row ? { sku, item: catalogItem(shop, row) } : { sku, deleted: true }
      }),
      nextCursor: cursorAt(shop, LIST, upTo),
      more,
    },
  }
}
