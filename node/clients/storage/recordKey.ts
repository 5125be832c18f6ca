import { createHash } from 'crypto'

const SAFE = /^(?!h_)[a-z0-9][a-z0-9_-]{0,99}$/

/** One path segment of VBase for an id: itself when it is harmless, else a hash (VBase paths are not encoded). */
export const recordKey = (id: string): string =>
  SAFE.test(id) ? id : `h_${createHash('sha256').update(id).digest('hex')}`

/** Which of `count` shards an id belongs to: stable, evenly spread, two digits or more. */
export const shardOf = (id: string, count: number): string =>
  String(createHash('sha256').update(id).digest().readUInt32BE(0) % count).padStart(2, '0')

export const shardNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index).padStart(2, '0'))
