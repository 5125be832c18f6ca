import { StepRefused } from '../../../../node/domain/errors'
import {
  allows,
  isClosed,
  isFollowed,
  isPlaced,
  nextState,
  ORDER_STATES,
  requireNextState,
  type OrderEvent,
  type OrderState,
} from '../../../../node/domain/orders/states'
import { fc } from '../../fixtures/seeded'

const states = Object.keys(ORDER_STATES) as OrderState[]
const events = [...new Set(states.flatMap((state) => Object.keys(ORDER_STATES[state])))] as OrderEvent[]
const reachable = (from: OrderState, seen = new Set<OrderState>([from])): Set<OrderState> => {
  for (const next of Object.values(ORDER_STATES[from]) as OrderState[]) {
    if (!seen.has(next)) reachable(next, seen.add(next))
  }
  return seen
}

describe('the table of order states', () => {
  it('leads only to states it knows', () => {
    for (const state of states) for (const next of Object.values(ORDER_STATES[state])) expect(states).toContain(next)
  })

  it('reaches every state from the first one', () => {
    expect([...reachable('placing')].sort()).toEqual([...states].sort())
  })

  it('knows no way out of canceled', () => {
    expect(events.filter((event) => allows('canceled', event))).toEqual([])
  })

  it('never cancels what was invoiced in part or in whole (PROTOCOL §8.2)', () => {
    for (const state of ['partiallyInvoiced', 'invoiced', 'dispatched', 'delivered', 'returnOpen'] as const) {
      expect(Object.values(ORDER_STATES[state])).not.toContain('canceled')
      expect(allows(state, 'requestSellerCancellation') || allows(state, 'requestCancellation')).toBe(false)
    }
    // Only what came back in full may be canceled, and only by the seller.
    expect(nextState('returned', 'requestSellerCancellation')).toBe('cancelRequestedBySeller')
  })

  it('never invoices what was canceled, failed or not paid', () => {
    for (const state of ['placing', 'placementInDoubt', 'failed', 'received', 'expired', 'canceled'] as const) {
      expect(nextState(state, 'invoiceAll') ?? nextState(state, 'invoicePartly')).toBeUndefined()
    }
  })

  it('lets a cancellation come at any time between placement and invoice (C-47)', () => {
    for (const state of ['received', 'expired', 'authorized', 'handling', 'cancelRequestedBySeller'] as const) {
      expect(nextState(state, 'requestCancellation') ?? nextState(state, 'cancel')).toBeDefined()
    }
  })

  it('lets a failed placement be tried again and nothing else', () => {
    expect(events.filter((event) => allows('failed', event))).toEqual(['retry'])
  })

  it('never brings an order back to before its placement, except to fail it', () => {
    for (const state of states.filter((candidate) => isPlaced(candidate) && candidate !== 'received')) {
      expect([...reachable(state)].every(isPlaced)).toBe(true)
    }
  })

  it('stays in the table whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 60 }), (story) => {
        const end = story.reduce<OrderState>((state, event) => {
          const next = nextState(state, event) ?? state
          if (state === 'canceled') expect(next).toBe('canceled')
          return next
        }, 'placing')
        expect(states).toContain(end)
      }),
    )
  })
})

describe('an event the table does not allow', () => {
  it('is refused with VTEX’s code for a canceled order', () => {
    expect(() => requireNextState('canceled', 'authorize')).toThrow(StepRefused)
    expect(() => requireNextState('canceled', 'authorize')).toThrow(expect.objectContaining({ code: 'FMT0060' }))
  })

  it('is refused with the code for a wrong state otherwise', () => {
    expect(() => requireNextState('delivered', 'cancel')).toThrow(expect.objectContaining({ code: 'ORD039' }))
  })
})

describe('an order nothing is promised to any more', () => {
  it('never goes on to ask for stock, except by a new placement or a late authorization', () => {
    const back = states.filter((state) => isClosed(state) && [...reachable(state)].some((next) => !isClosed(next)))
    expect(back.filter((state) => !allows(state, 'openReturn')).sort()).toEqual(['expired', 'failed'])
  })
})

describe('an order the partner is asked about', () => {
  it('has been released to the partner and is still on its way', () => {
    expect(states.filter(isFollowed).sort()).toEqual(
      [
        'authorized',
        'cancellationRefused',
        'dispatched',
        'evaluatingCancellation',
        'handling',
        'invoiced',
        'partiallyInvoiced',
        'returnOpen',
      ].sort(),
    )
  })
})
