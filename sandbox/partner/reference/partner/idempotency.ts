import { createHash } from 'node:crypto'
import type { Answer, Call } from './call'
import { Problem } from './problem'
import type { Shop } from './shop'

/** How long keys are kept (docs/partner-api.yaml: at least 30 days). */
const KEPT_MS = 31 * 24 * 3_600_000

/**
 * Runs a write once per Idempotency-Key, in one transaction with the memory of it: a repeat gets the first answer.
 * Only what had an effect is remembered. A refusal had none, so its key is free for the corrected request; neither
 * does "a person is deciding", so that asking again tells what the person decided.
 * @throws Problem `idempotency-conflict` when the key was used for another request
 */
export function once<Body>(shop: Shop, call: Call<Body>, write: () => Answer): Answer {
  return shop.db.transaction(() => {
    const request = fingerprint(call)
    const used = shop.db.first<{ request: string; status: number; body: string }>(
      'SELECT request, status, body FROM idempotencyKeys WHERE key = ?',
      [call.idempotencyKey],
    )
    if (used) {
      if (used.request !== request) {
        throw new Problem(409, 'idempotency-conflict', 'This Idempotency-Key was used for another request')
      }
      return { status: used.status, body: JSON.parse(used.body) as unknown }
    }
    const answer = write()
    if (!answer.undecided) {
      shop.db.run('DELETE FROM idempotencyKeys WHERE usedAt < ?', [shop.now() - KEPT_MS])
      shop.db.run('INSERT INTO idempotencyKeys (key, request, status, body, usedAt) VALUES (?, ?, ?, ?, ?)', [
        call.idempotencyKey,
        request,
        answer.status ?? 200,
        JSON.stringify(answer.body),
        shop.now(),
      ])
    }
    return answer
  })
}

/** No body and an empty one are the same. */
const fingerprint = ({ operationId, reference, body }: Call<unknown>) =>
  createHash('sha256')
    .update(JSON.stringify([operationId, reference, sorted(body ?? {})]))
    .digest('hex')

/** The same content in another order of fields is the same request. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
