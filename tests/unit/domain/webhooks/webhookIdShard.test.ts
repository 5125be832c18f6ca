import {
  EMPTY_WEBHOOK_ID_SHARD,
  isKnown,
  remember,
  type WebhookIdShard,
} from '../../../../node/domain/webhooks/webhookIdShard'
import { sentAt } from '../../../../node/domain/webhooks/sentAt'
import { MINUTE, NOON, SECOND } from '../../fixtures/movableClock'

const one = remember(EMPTY_WEBHOOK_ID_SHARD, 'one', NOON) as WebhookIdShard

describe('a webhook that was taken', () => {
  it('is not taken again', () => {
    expect(isKnown(one, 'one', NOON + MINUTE)).toBe(true)
    expect(remember(one, 'one', NOON + MINUTE)).toBeUndefined()
  })

  it('is known for as long as a copy of it is fresh, however early it was sent', () => {
    const dated = NOON + 5 * MINUTE
    const lastFresh = dated + 5 * MINUTE + 999
    expect(sentAt(String(dated / SECOND), NOON)).toBeDefined()
    expect(sentAt(String(dated / SECOND), lastFresh)).toBeDefined()
    expect(isKnown(one, 'one', lastFresh)).toBe(true)
  })

  it('is forgotten afterwards, and its row is cleared away', () => {
    const later = NOON + 12 * MINUTE
    expect(isKnown(one, 'one', later)).toBe(false)
    expect(Object.keys((remember(one, 'two', later) as WebhookIdShard).rows)).toEqual(['two'])
  })

  it('makes room for new ones by dropping the oldest: the document stays small', () => {
    let shard = EMPTY_WEBHOOK_ID_SHARD
    const rows = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => [`id-${index}`, new Date(NOON + index).toISOString()]),
    )
    shard = remember({ ...shard, rows }, 'new', NOON + 3 * SECOND) as WebhookIdShard
    expect(Object.keys(shard.rows)).toHaveLength(2_000)
    expect(isKnown(shard, 'id-0', NOON + 3 * SECOND)).toBe(false)
    expect(isKnown(shard, 'new', NOON + 3 * SECOND)).toBe(true)
  })
})
