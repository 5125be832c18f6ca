import pc from 'picocolors'

import { isCall, type Line } from './recordedCalls'

/** Arrows from the connector's side: who asked whom. */
const ARROWS = {
  'in marketplace': 'VTEX    ▶ connector',
  'out marketplace': 'VTEX    ◀ connector',
  'out partner': '          connector ▶ store',
  'in partner': '          connector ◀ store',
} as const

/** Prints a story as one line per call: when, who asked whom, what about what, answer and duration. */
export function printTimeline(lines: readonly Line[], print: (line: string) => void) {
  const start = Date.parse(lines[0]?.at ?? '')
  for (const line of lines) {
    const seconds = ((Date.parse(line.at) - start) / 1_000).toFixed(2).padStart(7)
    print(`${pc.dim(seconds)}  ${isCall(line) ? callText(line) : pc.cyan(`· ${line.decision}: ${line.reason ?? ''}`)}`)
  }
}

function callText(call: Extract<Line, { step: string }>): string {
  const arrow = ARROWS[`${call.direction} ${call.peer}`].padEnd(28)
  const about = [call.subject, call.note, call.times ? `× ${call.times}` : undefined].filter(Boolean).join(' · ')
  const status = statusColour(call.status)(String(call.status || 'none').padStart(4))
  const text = `${arrow} ${call.step.padEnd(26)} ${status} ${`${call.ms} ms`.padStart(8)}  ${pc.dim(about)}`
  return call.peer === 'partner' ? pc.dim(text) : text
}

/** A 404 of the change notification is an answer, not a failure (PROTOCOL §4.1). */
const statusColour = (status: number) => (status >= 500 || status === 0 ? pc.red : status >= 400 ? pc.yellow : pc.green)
