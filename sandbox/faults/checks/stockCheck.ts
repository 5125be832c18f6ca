import type { ChaosWorld } from '../chaosWorld'
import type { Check } from './check'
import type { FinalOrder, PartnerCopy } from './finalOrder'

/** Open orders hold nothing any more: their reservations have run out by now. */
const HOLDS: readonly PartnerCopy['state'][] = ['authorized', 'partiallyShipped', 'shipped', 'delivered']

/** What was free at the start is what is free now, and what orders hold or took. */
export async function stockCheck({ partner, freeAtStart }: ChaosWorld, orders: readonly FinalOrder[]): Promise<Check> {
  const broken: string[] = []
  for (const [sku, atStart] of freeAtStart) {
    const held = orders
      .flatMap(({ atPartner }) => atPartner)
      .filter(({ state }) => HOLDS.includes(state))
      .reduce((sum, { lines, returns }) => sum + units(lines, sku) - units(returns.flatMap(linesOf), sku), 0)
    const free = await partner.staff.freeStock(sku)
    if (free + held !== atStart) broken.push(`${sku}: ${free} free and ${held} in orders, of ${atStart}`)
  }
  return { name: 'stock adds up', looked: freeAtStart.size, broken }
}

const linesOf = ({ lines }: PartnerCopy['returns'][number]) => lines
const units = (lines: PartnerCopy['lines'], sku: string) =>
  lines.reduce((sum, line) => sum + (line.sku === sku ? line.quantity : 0), 0)
