import type { ClearedProblem, OpenProblem, Problem } from './problem'

/** The problems of one seller; one small document. */
export interface ProblemList {
  readonly schemaVersion: 1
  readonly open: readonly OpenProblem[]
  /** The latest ones that went away, newest first. */
  readonly cleared: readonly ClearedProblem[]
  /** Problems that found no room. */
  readonly dropped: number
}

export const NO_PROBLEMS: ProblemList = { schemaVersion: 1, open: [], cleared: [], dropped: 0 }

/** At 400 bytes each the document stays below 100 kB. */
export const MOST_OPEN = 200
const MOST_CLEARED = 20
const LONGEST_TEXT = 300
const LONGEST_SUBJECT = 100
/** Sightings closer together are one: a failing minute must not write a document per call. */
const SEEN_AGAIN_MS = 60_000
/** A problem that comes and goes is the same problem: it alerts once. */
const SAME_STORY_MS = 60 * 60_000

/** Code and subject make a problem; nothing else of it does. */
export const problemKey = ({ code, subject }: Pick<Problem, 'code' | 'subject'>) =>
  `${code}\n${subject.slice(0, LONGEST_SUBJECT)}`

/** @returns undefined when the list need not be written: it was seen with the same words within the last minute */
export function raised(list: ProblemList, problem: Problem, now: number): ProblemList | undefined {
  const at = new Date(now).toISOString()
  const key = problemKey(problem)
  const text = bounded(problem)
  const known = list.open.find((open) => problemKey(open) === key)
  if (known) {
    const isSame = known.message === text.message && known.fix === text.fix
    if (isSame && now - Date.parse(known.lastSeen) < SEEN_AGAIN_MS) return undefined
    const seen = { ...known, ...text, lastSeen: at, count: known.count + 1 }
    return { ...list, open: list.open.map((open) => (open === known ? seen : open)) }
  }
  if (list.open.length >= MOST_OPEN) return { ...list, dropped: list.dropped + 1 }
  const before = list.cleared.find(
    (gone) => problemKey(gone) === key && now - Date.parse(gone.clearedAt) < SAME_STORY_MS,
  )
  const row: OpenProblem = {
    ...text,
    firstSeen: before?.firstSeen ?? at,
    lastSeen: at,
    count: (before?.count ?? 0) + 1,
    ...(before?.alertedAt ? { alertedAt: before.alertedAt } : {}),
  }
  return { ...list, open: [...list.open, row], cleared: list.cleared.filter((gone) => gone !== before) }
}

/** @returns undefined when there is no such problem */
export function cleared(list: ProblemList, keys: ReadonlySet<string>, now: number): ProblemList | undefined {
  const gone = list.open.filter((open) => keys.has(problemKey(open)))
  if (gone.length === 0) return undefined
  const clearedAt = new Date(now).toISOString()
  return {
    ...list,
    open: list.open.filter((open) => !gone.includes(open)),
    cleared: [...gone.map((problem) => ({ ...problem, clearedAt })), ...list.cleared].slice(0, MOST_CLEARED),
  }
}

const bounded = ({ code, subject, message, fix }: Problem): Problem => ({
  code,
  subject: subject.slice(0, LONGEST_SUBJECT),
  message: message.slice(0, LONGEST_TEXT),
  fix: fix.slice(0, LONGEST_TEXT),
})
