import { marketplaceOrderId } from '../../../../../node/domain/ids'
import {
  claim,
  dropClaim,
  EMPTY_CLAIM_SHARD,
  markRecorded,
  noteRecorded,
  placingLeaseMs,
  rememberCanceled,
  type ClaimShard,
} from '../../../../../node/domain/orders/placement/claimShard'
import { HOUR, NOON, SECOND } from '../../../fixtures/movableClock'
import { LEASE_MS, ORDER_ID } from '../../../fixtures/orders'

const mine = { claimId: 'mine', contentHash: 'content' }
const theirs = { claimId: 'theirs', contentHash: 'content' }
const claimed = (shard: ClaimShard, who = mine, now = NOON, id = ORDER_ID): ClaimShard => {
  const outcome = claim(shard, id, who, now, LEASE_MS)
  if (outcome.kind !== 'mine') throw new Error(`the claim is ${outcome.kind}`)
  return outcome.shard
}
const recorded = markRecorded(claimed(EMPTY_CLAIM_SHARD), ORDER_ID, 'mine') as ClaimShard

describe('the right to place an order', () => {
  it('belongs to who asks first', () => {
    expect(claim(EMPTY_CLAIM_SHARD, ORDER_ID, mine, NOON, LEASE_MS)).toMatchObject({ kind: 'mine', takenOver: false })
    expect(claim(claimed(EMPTY_CLAIM_SHARD), ORDER_ID, theirs, NOON, LEASE_MS)).toEqual({ kind: 'busy' })
  })

  it('can be taken over when its lease is over, and the taker knows it', () => {
    const shard = claimed(EMPTY_CLAIM_SHARD)
    expect(claim(shard, ORDER_ID, theirs, NOON + LEASE_MS - 1, LEASE_MS).kind).toBe('busy')
    expect(claim(shard, ORDER_ID, theirs, NOON + LEASE_MS, LEASE_MS)).toMatchObject({ kind: 'mine', takenOver: true })
  })

  it('outlasts the deadline of its call by what a last write may take', () => {
    expect(placingLeaseMs(2 * SECOND)).toBeGreaterThan(3.5 * SECOND)
    expect(placingLeaseMs(20 * SECOND)).toBeGreaterThan(21.5 * SECOND)
  })

  it('is lost to who was taken over', () => {
    const taken = claimed(claimed(EMPTY_CLAIM_SHARD), theirs, NOON + LEASE_MS)
    expect(markRecorded(taken, ORDER_ID, 'mine')).toBeUndefined()
    expect(dropClaim(taken, ORDER_ID, 'mine')).toBeUndefined()
    expect(markRecorded(taken, ORDER_ID, 'theirs')).toBeDefined()
  })

  it('cannot be taken over once the record exists', () => {
    expect(claim(recorded, ORDER_ID, theirs, NOON + HOUR, LEASE_MS)).toEqual({ kind: 'recorded' })
  })

  it('is refused for other content under the same id', () => {
    const other = { claimId: 'theirs', contentHash: 'other' }
    expect(claim(claimed(EMPTY_CLAIM_SHARD), ORDER_ID, other, NOON + HOUR, LEASE_MS)).toEqual({ kind: 'otherContent' })
  })

  it('says nothing about content once there is a record: that may be of a failed placement', () => {
    const other = { claimId: 'theirs', contentHash: 'other' }
    expect(claim(recorded, ORDER_ID, other, NOON, LEASE_MS)).toEqual({ kind: 'recorded' })
  })

  it('is over when a record turns up whose writer could not note it', () => {
    for (const shard of [EMPTY_CLAIM_SHARD, claimed(EMPTY_CLAIM_SHARD)]) {
      const noted = noteRecorded(shard, ORDER_ID, theirs, NOON + LEASE_MS) as ClaimShard
      expect(claim(noted, ORDER_ID, mine, NOON + HOUR, LEASE_MS)).toEqual({ kind: 'recorded' })
      expect(noteRecorded(noted, ORDER_ID, mine, NOON + HOUR)).toBeUndefined()
    }
  })

  it('is free again after a refusal that left nothing behind', () => {
    const dropped = dropClaim(claimed(EMPTY_CLAIM_SHARD), ORDER_ID, 'mine')
    expect(dropped?.rows).toEqual({})
    expect(claim(dropped ?? recorded, ORDER_ID, { ...theirs, contentHash: 'other' }, NOON, LEASE_MS)).toMatchObject({
      kind: 'mine',
      takenOver: false,
    })
  })

  it('is refused when a cancellation came first', () => {
    const canceled = rememberCanceled(EMPTY_CLAIM_SHARD, ORDER_ID, NOON) as ClaimShard
    expect(claim(canceled, ORDER_ID, mine, NOON + 24 * HOUR, LEASE_MS)).toEqual({ kind: 'canceled' })
  })

  it('is not taken away by a cancellation that comes later', () => {
    expect(rememberCanceled(recorded, ORDER_ID, NOON)).toBeUndefined()
  })

  it('is forgotten after 48 hours, the rows of younger orders are not', () => {
    const next = marketplaceOrderId('1400000000008-01')
    expect(Object.keys(claimed(recorded, theirs, NOON + 48 * HOUR - 1, next).rows)).toEqual([ORDER_ID, next])
    expect(Object.keys(claimed(recorded, theirs, NOON + 48 * HOUR, next).rows)).toEqual([next])
  })
})
