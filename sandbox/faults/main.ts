import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { DEFAULT_CHAOS, type ChaosOptions } from './chaosOptions'
import { printReport } from './printReport'
import type { ChaosReport } from './report'
import { runChaos } from './runChaos'

const USAGE = `npm run chaos -- [--seed S] [--orders N] [--faults F] [--kills K] [--together T] [--self-check] [--json FILE]
npm run chaos -- --replay FILE [--json FILE]`

interface Command {
  readonly options: ChaosOptions
  /** Where the report goes as JSON. */
  readonly json: string
}

function commandOf(args: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      orders: { type: 'string' },
      faults: { type: 'string' },
      kills: { type: 'string' },
      together: { type: 'string' },
      'self-check': { type: 'boolean', default: false },
      replay: { type: 'string' },
      json: { type: 'string' },
    },
  })
  const { json, replay, 'self-check': selfCheck, ...given } = values
  const number = (name: keyof typeof given, least: number) => {
    const value = given[name] === undefined ? DEFAULT_CHAOS[name] : Number(given[name])
    if (!Number.isFinite(value) || value < least) throw new Error(`--${name} must be a number, at least ${least}`)
    return value
  }
  if (replay !== undefined && (selfCheck || Object.keys(given).length > 0)) {
    throw new Error('--replay takes everything from the report; only --json goes with it')
  }
  const chosen = () => ({
    seed: number('seed', 0),
    orders: number('orders', 1),
    faults: number('faults', 0),
    kills: number('kills', 0),
    together: number('together', 1),
    selfCheck,
  })
  const options = replay === undefined ? chosen() : optionsAgain(replay)
  return { options, json: json ?? path.join('.local', `chaos-${options.seed}.json`) }
}

/** What an earlier run did, from its report. */
function optionsAgain(file: string): ChaosOptions {
  const { kills, options } = JSON.parse(readFileSync(file, 'utf8')) as Partial<ChaosReport>
  if (!options || !kills?.made) throw new Error(`${file} is not the report of a chaos run`)
  return { ...options, killsAgain: kills.made }
}

async function main(): Promise<number> {
  const appDir = process.env.CONNECTOR_BUILD
  if (!appDir) throw new Error('Start it with `npm run chaos`: the app has to be compiled first')
  const { json, options } = commandOf(process.argv.slice(2))
  const report = await runChaos(options, appDir, (line) => void process.stderr.write(`${line}\n`))
  printReport(report, (line) => void process.stdout.write(`${line}\n`))
  mkdirSync(path.dirname(json), { recursive: true })
  writeFileSync(json, `${JSON.stringify(report, undefined, 2)}\n`)
  process.stdout.write(`\nthe same again: npm run chaos -- --replay ${json}\n`)
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
