import type { OutwardCall } from '../line/outwardCall'
import type { Dice } from './dice'

/** Share of orders for which a pause is planned; not each comes by its place. */
const SHARE = 0.03
const PLACES = [
  'write orders: placing',
  'createOrder',
  'write orders: received',
  'write orders: authorized',
  'authorizeOrder',
  'cancelOrder',
  'orderInvoice',
  'orderTracking',
  'sellerCancellation',
]

/** Which calls stop their process with the answer waiting. One process at a time. */
export class PausePlan {
  made = 0
  private readonly done = new Set<string>()

  constructor(
    private readonly dice: Dice,
    private readonly rate: number,
  ) {}

  decide({ order, point }: OutwardCall): boolean {
    if (order === undefined || this.done.has(order)) return false
    if (this.dice.roll('pause', order) >= SHARE * this.rate) return false
    if (point !== PLACES[Math.floor(this.dice.roll('pause place', order) * PLACES.length)]) return false
    this.done.add(order)
    this.made++
    return true
  }
}
