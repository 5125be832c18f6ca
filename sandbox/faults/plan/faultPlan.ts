import type { OutwardCall } from '../line/outwardCall'
import { PASS, type Treatment } from '../line/treatment'
import type { Dice } from './dice'
import { FAULT_RATES, INBOUND_RATES, type FaultRate } from './faultRates'

/** Decides which calls fail and how: a function of the seed, of what a call is about, and of how often that was asked. */
export class FaultPlan {
  /** Faults made so far, by `peer fault`. */
  readonly made = new Map<string, number>()
  /** No faults from now on. */
  calm = false
  private readonly asked = new Map<string, number>()

  /** @param rate multiplies every share; 1 is the default mixture */
  constructor(
    private readonly dice: Dice,
    private readonly rate: number,
  ) {}

  outward(call: OutwardCall): Treatment {
    return this.decide(call.peer, `${call.order ?? ''} ${call.point}`, usable(FAULT_RATES[call.peer], call))
  }

  /** @param what step and order, or webhook */
  inbound(from: 'marketplace' | 'partner', what: string): Treatment {
    return this.decide(`${from} calls`, what, INBOUND_RATES)
  }

  private decide(who: string, about: string, rates: readonly FaultRate[]): Treatment {
    if (this.calm) return PASS
    const key = `${who} ${about}`
    const times = (this.asked.get(key) ?? 0) + 1
    this.asked.set(key, times)
    const random = this.dice.sequence('fault', key, times)
    let left = random.next()
    for (const { name, share, make } of rates) {
      left -= share * this.rate
      if (left >= 0) continue
      const fault = `${who}: ${name}`
      this.made.set(fault, (this.made.get(fault) ?? 0) + 1)
      return make(random)
    }
    return PASS
  }
}

const usable = (rates: readonly FaultRate[], call: OutwardCall) => rates.filter(({ hits }) => hits?.(call) ?? true)
