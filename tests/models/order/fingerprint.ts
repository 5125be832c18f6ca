import { createHash } from 'node:crypto'

import type { ModelState } from './modelWorld'

/** Kept for people only: nothing is decided by them. */
const FOR_PEOPLE: readonly string[] = [
  'timeline',
  'updatedAt',
  'lastError',
  'requestId',
  'movedAt',
  'seenAt',
  'takenAt',
]
const BUCKETS_FOR_PEOPLE = /^(activity|problems|rows)\//
const MOST_ATTEMPTS = 2
/** A shard nobody is in. */
const EMPTY = /"rows":(\{\}|\[\])/
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const TIME = /\d{4}-\d\d-\d\dt\d\d[:/]\d\d(?::\d\d\.\d{3}z)?/gi

/** Two states with the same print go on alike: times count by how far they are off, random ids by where they repeat. */
export function printOf({ files, now, partner, oms }: ModelState): string {
  const stored = [...files]
    .filter(([path, { text }]) => !BUCKETS_FOR_PEOPLE.test(path) && !EMPTY.test(text))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { text }]) => `${path} ${withoutStory(text)}`)
    .join('\n')
  const ids = new Map<string, string>()
  const plain = `${stored}\n${JSON.stringify([partner, oms])}`
    .replace(UUID, (id) => {
      const name = ids.get(id) ?? `id${ids.size}`
      ids.set(id, name)
      return name
    })
    .replace(TIME, (text) => distance(Date.parse(readable(text)) - now))
  return createHash('sha1').update(plain).digest('base64')
}

const readable = (text: string) =>
  text.length > 20 ? text : `${text.slice(0, 13).toUpperCase()}:${text.slice(-2)}:00Z`

/** What the rules of the connector tell apart: leases, backoff, doubt, reservations. */
const LIMITS_S = [-172_800, -3_600, -900, -60, 0, 2, 5, 15, 60, 120, 900, 3_600, 86_400]
const distance = (ms: number) => `t${LIMITS_S.findIndex((limit) => ms <= limit * 1_000)}`

const known = new Map<string, string>()

function withoutStory(text: string): string {
  const cached = known.get(text)
  if (cached !== undefined) return cached
  const short = JSON.stringify(JSON.parse(text), (key, value: unknown) =>
    FOR_PEOPLE.includes(key) ? undefined : key === 'attempts' ? Math.min(Number(value), MOST_ATTEMPTS) : value,
  )
  known.set(text, short)
  return short
}
