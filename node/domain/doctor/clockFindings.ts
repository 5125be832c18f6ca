import type { Finding } from './finding'

/** Milliseconds since the epoch: another's clock, and ours at the same moment. */
export interface ComparedClock {
  readonly theirs: number
  readonly ours: number
}

const NAME = 'clock'
/** A `Date` header has whole seconds, and comes a moment later. */
const NOTICEABLE_MS = 30_000
/** Older or newer messages of the partner are refused (Standard Webhooks). */
const TOO_FAR_MS = 5 * 60_000

/** Compares our clock with others, by name; undefined: it did not say. When all of them agree with each other, ours is wrong. */
export function clockFindings(others: Readonly<Record<string, ComparedClock | undefined>>): Finding[] {
  const known = Object.entries(others).flatMap(([who, clock]) =>
    clock ? [{ who, off: clock.theirs - clock.ours }] : [],
  )
  const wrong = known.filter(({ off }) => Math.abs(off) >= NOTICEABLE_MS)
  const [first] = wrong
  if (wrong.length > 1 && wrong.every(({ off }) => Math.abs(off - first.off) < NOTICEABLE_MS)) {
    const names = wrong.map(({ who }) => who).join(' and ')
    return [apart(`Our clock is ${seconds(first.off)} s away from those of ${names}`, first.off, 'Tell VTEX support')]
  }
  return known.map(({ who, off }) =>
    wrong.every((one) => one.who !== who)
      ? { check: NAME, level: 'ok', message: `Our clock and that of ${who} agree` }
      : apart(
          `Our clock and that of ${who} are ${seconds(off)} s apart`,
          off,
          `Let the clock of ${who} be set by the network`,
        ),
  )
}

const seconds = (off: number) => Math.round(Math.abs(off) / 1_000)

const apart = (message: string, off: number, fix: string): Finding => ({
  check: NAME,
  level: Math.abs(off) > TOO_FAR_MS ? 'error' : 'warning',
  message,
  fix,
})
