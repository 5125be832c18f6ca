import type { Operation } from '../call'
import { changesSince, latestChange } from '../changes'
import { cursorAt, placeOf } from '../cursor'
import { orderBody } from './orderBody'

const LIST = 'orders'

/** Without a cursor: from now on. */
export const listOrderUpdates: Operation = (shop, { cursor, limit }) => {
  const latest = latestChange(shop)
  const since = cursor === undefined ? latest : placeOf(shop, LIST, cursor, latest)
  const { keys, upTo, more } = changesSince(shop, 'orders', since, limit)
  return {
    body: {
      orders: keys.map((reference) => orderBody(shop, reference)),
      nextCursor: cursorAt(shop, LIST, upTo),
      more,
    },
  }
}
