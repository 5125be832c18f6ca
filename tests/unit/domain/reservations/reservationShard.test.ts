import { marketplaceOrderId } from '../../../../node/domain/ids'
import {
  EMPTY_RESERVATION_SHARD,
  release,
  reserve,
  reservedUnits,
  type ReservationRow,
  type ReservationShard,
} from '../../../../node/domain/reservations/reservationShard'
import { HOUR, NOON } from '../../fixtures/movableClock'
import { sku } from '../../fixtures/offers'
import { fc } from '../../fixtures/seeded'

const row = (order: string, id: string, quantity: number, lasts = HOUR): ReservationRow => ({
  sku: sku(id),
  quantity,
  order: marketplaceOrderId(order),
  claimId: 'claim',
  takenAt: new Date(NOON).toISOString(),
  expiresAt: new Date(NOON + lasts).toISOString(),
})
const stock = (units: Record<string, number>) => new Map(Object.entries(units))
const taken = (shard: ReservationShard, wanted: ReservationRow[], sellable: Map<string, number>, now = NOON) => {
  const outcome = reserve(shard, wanted, sellable, now)
  if ('short' in outcome) throw new Error(`short of ${outcome.short}`)
  return outcome.shard
}

describe('a reservation', () => {
  const first = taken(EMPTY_RESERVATION_SHARD, [row('one', 'A', 2)], stock({ A: 3 }))

  it('leaves the rest to the next order and no more', () => {
    expect(reserve(first, [row('two', 'A', 2)], stock({ A: 3 }), NOON)).toEqual({ short: 'A' })
    expect(reservedUnits(taken(first, [row('two', 'A', 1)], stock({ A: 3 })), NOON)).toEqual(stock({ A: 3 }))
  })

  it('made twice by one order is made once', () => {
    const again = taken(first, [row('one', 'A', 2)], stock({ A: 3 }))
    expect(reservedUnits(again, NOON)).toEqual(stock({ A: 2 }))
  })

  it('is all or nothing', () => {
    const wanted = [row('two', 'A', 1), row('two', 'B', 1)]
    expect(reserve(first, wanted, stock({ A: 3, B: 0 }), NOON)).toEqual({ short: 'B' })
    expect(reserve(first, wanted, stock({ A: 3 }), NOON)).toEqual({ short: 'B' })
  })

  it('frees its units when its time is over', () => {
    expect(reservedUnits(first, NOON + HOUR)).toEqual(new Map())
    expect(taken(first, [row('two', 'A', 3, 2 * HOUR)], stock({ A: 3 }), NOON + HOUR).rows).toHaveLength(1)
  })

  it('is not counted against the order that holds it', () => {
    expect(reservedUnits(first, NOON, marketplaceOrderId('one'))).toEqual(new Map())
  })

  it('is released once; releasing it again changes nothing', () => {
    const released = release(first, marketplaceOrderId('one'))
    expect(released?.rows).toEqual([])
    expect(release(released ?? first, marketplaceOrderId('one'))).toBeUndefined()
  })

  it('outlives the release of another one', () => {
    const both = taken(first, [row('two', 'A', 1)], stock({ A: 3 }))
    expect(release(both, marketplaceOrderId('two'))?.rows).toEqual(first.rows)
  })

  it('never promises more than there is, whatever orders come, go and expire', () => {
    const step = fc.record({
      order: fc.constantFrom('one', 'two', 'three', 'four'),
      id: fc.constantFrom('A', 'B'),
      quantity: fc.integer({ min: 1, max: 4 }),
      giveBack: fc.boolean(),
      lasts: fc.integer({ min: 1, max: 10 }),
    })
    const sellable = stock({ A: 5, B: 3 })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        steps.reduce<ReservationShard>((shard, { order, id, quantity, giveBack, lasts }, minute) => {
          const now = NOON + minute
          const outcome = reserve(shard, [row(order, id, quantity, minute + lasts)], sellable, now)
          const kept = 'shard' in outcome ? outcome.shard : shard
          const next = giveBack ? (release(kept, marketplaceOrderId(order)) ?? kept) : kept
          for (const [reserved, units] of reservedUnits(next, now)) {
            expect(units).toBeLessThanOrEqual(sellable.get(reserved) ?? 0)
          }
          return next
        }, EMPTY_RESERVATION_SHARD)
      }),
    )
  })
})
