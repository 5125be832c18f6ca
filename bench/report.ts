import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'

import { isMet, type Figure } from './benchmark'
import { findCores } from './world/cores'

/** One benchmark's outcome. */
export interface Outcome {
  readonly id: string
  readonly title: string
  readonly figures: readonly Figure[]
  /** Why it could not be measured. */
  readonly problem?: string
}

export const passed = ({ figures, problem }: Outcome) => problem === undefined && figures.every(isMet)

/** Lines for people: each figure, its bar beside it, and whether it is reached. */
export function outcomeLines({ figures, id, problem, title }: Outcome): string[] {
  const width = Math.max(0, ...figures.map(({ what }) => what.length))
  return [
    `${id}  ${title}`,
    ...(problem === undefined ? [] : [`      ✗ not measured: ${problem}`]),
    ...figures.map((figure) => {
      const mark = figure.bar ? (isMet(figure) ? '✓' : '✗') : ' '
      return `      ${mark} ${figure.what.padEnd(width)}  ${amount(figure).padStart(14)}${barText(figure)}`
    }),
  ]
}

const amount = ({ unit, value }: Figure) => `${rounded(value)} ${unit}`

function barText({ bar, unit }: Figure): string {
  if (!bar) return ''
  const [sign, limit] = 'atMost' in bar ? ['≤', bar.atMost] : 'atLeast' in bar ? ['≥', bar.atLeast] : ['=', bar.exactly]
  return `   bar ${sign} ${rounded(limit)} ${unit}`
}

/** Three digits that count. */
const rounded = (value: number) =>
  Math.abs(value) >= 100 || Number.isInteger(value) ? String(Math.round(value)) : String(Number(value.toPrecision(3)))

/** What figures are worth nothing without. */
export function machine() {
  const [cpu] = cpus()
  return {
    date: new Date().toISOString(),
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1_024 ** 3),
    kernel: release(),
    node: process.version,
    revision: revision(),
    placement: findCores().told,
  }
}

function revision(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: __dirname, encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}
