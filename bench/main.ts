import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Benchmark } from './benchmark'
import { BENCHMARKS } from './benchmarks'
import { InvalidBenchOption, parseBenchOptions, type BenchOptions } from './parseBenchOptions'
import { machine, outcomeLines, passed, type Outcome } from './report'
import { openSession } from './session'

/** Exit codes: 1 when a bar is missed, 2 for a command used wrongly. */
const MISSED = 1
const USAGE_ERROR = 2

const tell = (line: string) => process.stderr.write(`${line}\n`)
const print = (line: string) => process.stdout.write(`${line}\n`)

async function main() {
  const options = parseBenchOptions(
    process.argv.slice(2),
    BENCHMARKS.map(({ id }) => id),
  )
  if (!options) return
  const { only, ...how } = options
  const { quick, skus } = how
  const about = machine()
  const folder = join(__dirname, '..', '.local', 'bench', about.date.replace(/[:.]/g, '-'))
  print(`${about.date}  ${about.revision}  Node ${about.node}  ${about.cores} × ${about.cpu}, ${about.memoryGb} GB`)
  print(
    `${about.placement}${quick ? '; quick: these figures are not measurements' : ''}${skus ? `; P5 with ${skus} SKUs` : ''}\n`,
  )

  const outcomes: Outcome[] = []
  for (const benchmark of BENCHMARKS.filter(({ id }) => !only || only.includes(id))) {
    tell(`${benchmark.id}: ${benchmark.title} …`)
    const outcome = await outcomeOf(benchmark, join(folder, benchmark.id), how)
    outcomes.push(outcome)
    print(`${outcomeLines(outcome).join('\n')}\n`)
    writeFileSync(join(folder, 'report.json'), `${JSON.stringify({ ...about, ...how, outcomes }, null, 2)}\n`)
  }
  const missed = outcomes.filter((outcome) => !passed(outcome)).map(({ id }) => id)
  print(missed.length === 0 ? 'Every bar is reached.' : `Missed: ${missed.join(', ')}`)
  print(`Raw samples: ${folder}`)
  process.exitCode = missed.length === 0 ? 0 : MISSED
}

async function outcomeOf(
  { id, run, title }: Benchmark,
  folder: string,
  how: Pick<BenchOptions, 'quick' | 'skus'>,
): Promise<Outcome> {
  const session = openSession(folder, { ...how, tell: (line) => tell(`  ${id}  ${line}`) })
  try {
    return { id, title, figures: await run(session) }
  } catch (error) {
    tell((error as Error).stack ?? String(error))
    return { id, title, figures: [], problem: (error as Error).message }
  } finally {
    await session.end()
  }
}

main().catch((error: Error) => {
  tell(error instanceof InvalidBenchOption ? error.message : (error.stack ?? String(error)))
  process.exitCode = error instanceof InvalidBenchOption ? USAGE_ERROR : MISSED
})
