import {
  backoffMs,
  deliverableStep,
  nextAttemptAt,
  owedStep,
  type OwedStep,
} from '../../../../node/domain/orders/owedStep'
import { owe } from '../../../../node/domain/orders/owe'
import { HOUR, MINUTE, NOON, SECOND } from '../../fixtures/movableClock'
import { fc } from '../../fixtures/seeded'

const iso = (time: number) => new Date(time).toISOString()
const invoice = owedStep('orderInvoice', iso(NOON), 'NF-1')
const tracking = owedStep('orderTracking', iso(NOON), 'P-1', ['orderInvoice:NF-1'])

describe('the step that is done next', () => {
  it('is the first one that waits for nothing', () => {
    expect(deliverableStep([tracking, invoice], NOON)).toBe(invoice)
  })

  it('is tracking only after its invoice is gone', () => {
    expect(deliverableStep([tracking], NOON)).toBe(tracking)
  })

  it('is none before its time', () => {
    expect(deliverableStep([invoice], NOON - 1)).toBeUndefined()
  })

  it('is none while somebody is at it', () => {
    const leased = { ...invoice, leaseUntil: iso(NOON + MINUTE) }
    expect(deliverableStep([leased], NOON + MINUTE - 1)).toBeUndefined()
    expect(deliverableStep([leased], NOON + MINUTE)).toBe(leased)
  })

  it('is never one that a person must look at, nor what waits for it', () => {
    expect(deliverableStep([{ ...invoice, dead: true }, tracking], NOON + HOUR)).toBeUndefined()
  })

  it('does not wait for another order’s invoice', () => {
    expect(deliverableStep([owedStep('orderInvoice', iso(NOON + HOUR), 'NF-2'), tracking], NOON)).toBe(tracking)
  })
})

describe('the time of the next attempt', () => {
  it('is the earliest of what is alive', () => {
    const steps: OwedStep[] = [
      { ...invoice, notBefore: iso(NOON), dead: true },
      { ...tracking, notBefore: iso(NOON + HOUR) },
      owedStep('releaseReservation', iso(NOON + MINUTE)),
    ]
    expect(nextAttemptAt(steps)).toBe(NOON + MINUTE)
  })

  it('is after the lease of who is at it', () => {
    expect(nextAttemptAt([{ ...invoice, leaseUntil: iso(NOON + MINUTE) }])).toBe(NOON + MINUTE)
  })

  it('is never when nothing is owed or everything is dead', () => {
    expect(nextAttemptAt([])).toBeUndefined()
    expect(nextAttemptAt([{ ...invoice, dead: true }])).toBeUndefined()
  })
})

describe('the wait after a failure', () => {
  it('doubles from five seconds', () => {
    expect([1, 2, 3, 4].map((attempts) => backoffMs(attempts, 0))).toEqual([5, 10, 20, 40].map((s) => s * SECOND))
  })

  it('is never more than half an hour and its jitter, however often it failed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, jitter) => {
          const wait = backoffMs(attempts, jitter)
          expect(wait).toBeGreaterThanOrEqual(5 * SECOND)
          expect(wait).toBeLessThanOrEqual(36 * MINUTE)
        },
      ),
    )
  })

  it('is spread by a fifth, so that orders that failed together do not come back together', () => {
    expect(backoffMs(1, 1)).toBe(6 * SECOND)
    expect(backoffMs(1, 0.5)).toBe(5_500)
  })

  it('is as long as the other side asks for, never shorter than ours', () => {
    expect(backoffMs(1, 0, 60)).toBe(MINUTE)
    expect(backoffMs(10, 0, 1)).toBe(30 * MINUTE)
  })
})

describe('owing a step', () => {
  it('twice owes it once', () => {
    const once = owe([], iso(NOON), 'releaseReservation')
    expect(owe(once, iso(NOON + HOUR), 'releaseReservation', 'cancelAtPartner')).toEqual([
      owedStep('releaseReservation', iso(NOON)),
      owedStep('cancelAtPartner', iso(NOON + HOUR)),
    ])
  })

  it('names it by what it is about', () => {
    expect(invoice.id).toBe('orderInvoice:NF-1')
    expect(owedStep('releaseReservation', iso(NOON)).id).toBe('releaseReservation')
  })
})
