import { randomUUID } from 'node:crypto'
import type { Shop } from './shop'

/** `catalog` names SKUs, `orders` names references. */
export type Feed = 'catalog' | 'orders'

export const WEBHOOK_TYPES: Record<Feed, string> = { catalog: 'catalog.changed', orders: 'orders.changed' }

/** Most keys of one webhook (docs/partner-api.yaml). */
const MOST_KEYS = 500

/** Remembers that something changed, for the feed and for the webhook. Call it inside the transaction of the change. */
export function noteChange(shop: Shop, feed: Feed, key: string) {
  // A new row takes the next number, so the key moves to the end of the feed.
  shop.db.run('INSERT OR REPLACE INTO changes (feed, key) VALUES (?, ?)', [feed, key])
  if (shop.announces()) addToWebhook(shop, feed, key)
}

/** Joins the message that waits to be sent; one that was sent once never changes. */
function addToWebhook(shop: Shop, feed: Feed, key: string) {
  const type = WEBHOOK_TYPES[feed]
  const waiting = shop.db.first<{ id: string; keys: string }>(
    'SELECT id, keys FROM webhookMessages WHERE type = ? AND attempts = 0 ORDER BY createdAt DESC LIMIT 1',
    [type],
  )
  const keys = waiting ? (JSON.parse(waiting.keys) as string[]) : []
  if (keys.includes(key)) return
  if (waiting && keys.length < MOST_KEYS) {
    shop.db.run('UPDATE webhookMessages SET keys = ? WHERE id = ?', [JSON.stringify([...keys, key]), waiting.id])
    return
  }
  shop.db.run('INSERT INTO webhookMessages (id, type, keys, createdAt, attempts, nextAt) VALUES (?, ?, ?, ?, 0, ?)', [
    `msg_${randomUUID()}`,
    type,
    JSON.stringify([key]),
    shop.now(),
    shop.now(),
  ])
}

export interface Changes {
  readonly keys: readonly string[]
  /** Number of the last change read. */
  readonly upTo: number
  readonly more: boolean
}

/** Keys that changed after change number `since`, each once, in the order of their latest change. */
export function changesSince(shop: Shop, feed: Feed, since: number, limit: number): Changes {
  const rows = shop.db.all<{ number: number; key: string }>(
    'SELECT number, key FROM changes WHERE feed = ? AND number > ? ORDER BY number LIMIT ?',
    [feed, since, limit + 1],
  )
  const page = rows.slice(0, limit)
  return { keys: page.map(({ key }) => key), upTo: page.at(-1)?.number ?? since, more: rows.length > limit }
}

/** Number of the latest change there was. */
export const latestChange = (shop: Shop): number =>
  shop.db.first<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")?.seq ?? 0
