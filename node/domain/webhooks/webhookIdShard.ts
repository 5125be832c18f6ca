/** Names of the webhooks a seller's partner sent lately, with when we took them (ISO 8601). */
export interface WebhookIdShard {
  readonly schemaVersion: 1
  readonly rows: Readonly<Record<string, string>>
}

export const EMPTY_WEBHOOK_ID_SHARD: WebhookIdShard = { schemaVersion: 1, rows: {} }

/**
 * A copy is fresh for at most 10 minutes after we took the first one: five before its time until five after it. One more
 * for pods whose clocks differ.
 */
const REMEMBERED_MS = 11 * 60_000
/** Only who holds the secret gets a name in here, and what is forgotten early costs one more look at the partner. */
const MOST_ROWS = 2_000

export const isKnown = ({ rows }: WebhookIdShard, name: string, now: number): boolean =>
  name in rows && isFresh(rows[name], now)

/** @returns undefined when the name is known: somebody else took this webhook */
export function remember(shard: WebhookIdShard, name: string, now: number): WebhookIdShard | undefined {
  if (isKnown(shard, name, now)) return undefined
  const kept = Object.entries(shard.rows)
    .filter(([known, takenAt]) => known !== name && isFresh(takenAt, now))
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .slice(-(MOST_ROWS - 1))
  return { ...shard, rows: { ...Object.fromEntries(kept), [name]: new Date(now).toISOString() } }
}

const isFresh = (takenAt: string, now: number) => Date.parse(takenAt) > now - REMEMBERED_MS
