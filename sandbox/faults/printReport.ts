import pc from 'picocolors'

import type { ChaosReport } from './report'

const SHOWN_PER_CHECK = 20

/** The report for people. */
export function printReport(report: ChaosReport, say: (line: string) => void) {
  const { options, seconds, records, marketplace, ends, faults, kills, pauses, deadLetters, checks } = report
  say(pc.bold(`${options.orders} orders in ${seconds} s, seed ${options.seed}`))
  table('orders by state on record', records, say)
  table('orders by status at the marketplace', marketplace, say)
  table('how their stories ended', ends, say)
  table('faults', { ...faults, 'process stopped for longer than its leases': pauses }, say)
  say('')
  say(
    pc.bold(`kill -9: ${kills.made.length}`) +
      ', by what the process was about to do (before) or had just done (after)',
  )
  for (const { point, visits, before, after } of kills.points) {
    say(`  ${point.padEnd(40)} ${String(before).padStart(4)} before ${String(after).padStart(4)} after, of ${visits}`)
  }
  if (Object.keys(deadLetters).length > 0) table('dead letters', deadLetters, say)
  say('')
  say(pc.bold('what must hold'))
  for (const { name, looked, broken } of checks) {
    say(broken.length === 0 ? pc.green(`✓ ${name} (${looked})`) : pc.red(`✗ ${name}: ${broken.length} of ${looked}`))
    for (const text of broken.slice(0, SHOWN_PER_CHECK)) say(`    ${text}`)
    if (broken.length > SHOWN_PER_CHECK) say(`    … and ${broken.length - SHOWN_PER_CHECK} more`)
  }
}

function table(title: string, rows: Readonly<Record<string, number>>, say: (line: string) => void) {
  say('')
  say(pc.bold(title))
  for (const [name, number] of Object.entries(rows)) say(`  ${String(number).padStart(6)}  ${name}`)
}
