import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { DEFAULT_CHAOS, type ChaosOptions } from './chaosOptions'
import { printReport } from './printReport'
import { runChaos } from './runChaos'

const USAGE = `npm run chaos -- [--seed S] [--orders N] [--faults F] [--kills K] [--together T] [--self-check] [--json FILE]`

function optionsOf(args: readonly string[]): ChaosOptions & { readonly json?: string } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      orders: { type: 'string' },
      faults: { type: 'string' },
      kills: { type: 'string' },
      together: { type: 'string' },
      'self-check': { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  })
  const number = (name: 'seed' | 'orders' | 'faults' | 'kills' | 'together', least: number) => {
    const value = values[name] === undefined ? DEFAULT_CHAOS[name] : Number(values[name])
    if (!Number.isFinite(value) || value < least) throw new Error(`--${name} must be a number, at least ${least}`)
    return value
  }
  return {
    seed: number('seed', 0),
    orders: number('orders', 1),
    faults: number('faults', 0),
    kills: number('kills', 0),
    together: number('together', 1),
    selfCheck: values['self-check'],
    json: values.json,
  }
}

async function main(): Promise<number> {
  const appDir = process.env.CONNECTOR_BUILD
  if (!appDir) throw new Error('Start it with `npm run chaos`: the app has to be compiled first')
  const options = optionsOf(process.argv.slice(2))
  const report = await runChaos(options, appDir, (line) => void process.stderr.write(`${line}\n`))
  printReport(report, (line) => void process.stdout.write(`${line}\n`))
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`)
  if (!options.selfCheck) return report.passed ? 0 : 1
  const found = report.checks[0]!.broken.length
  process.stdout.write(
    found > 0 ? `✓ the duplicates were found (${found})\n` : '✗ duplicates were made and not found\n',
  )
  return found > 0 ? 0 : 1
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.stack ?? error.message}\n${USAGE}\n`)
    process.exit(1)
  },
)
