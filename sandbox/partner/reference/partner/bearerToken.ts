import { createHash, timingSafeEqual } from 'node:crypto'

const hash = (text: string) => createHash('sha256').update(text).digest()

/** Compares in constant time, whatever the lengths. */
export function bearerToken(token: string): (sent: string) => boolean {
  const right = hash(token)
  return (sent) => timingSafeEqual(hash(sent), right)
}
