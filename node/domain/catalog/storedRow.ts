import { CATALOG_STATES, type CatalogRow, type CatalogState, type PastState } from './catalogRow'

/**
 * A row as it is kept: a list instead of an object, times as numbers. A hundred thousand of them are about 10 MB, which is
 * why (decision 0009). Positions are never reused; what is missing at the end is absent.
 * `[state, content, price, stock, at, history, reason]`: `at` in seconds; `history` is a letter and minutes in base 36
 * for the state the row is in and those before, joined by dots; `0` stands for an absent text.
 */
export type StoredRow = readonly [
  state: string,
  content: string,
  price: string | 0,
  stock: string | 0,
  at: number,
  history: string,
  reason?: string,
]

const LETTERS: Readonly<Record<CatalogState, string>> = {
  bound: 'b',
  suggested: 's',
  approved: 'a',
  denied: 'd',
  expired: 'e',
  skipped: 'k',
  inactive: 'i',
  unbound: 'u',
}
const MINUTE_MS = 60_000
const REASON_KEPT = 160

const stateOf = (letter: string): CatalogState => CATALOG_STATES.find((state) => LETTERS[state] === letter) ?? 'skipped'

export function storedRow(row: CatalogRow): StoredRow {
  const states: readonly PastState[] = [{ state: row.state, since: row.since ?? row.at }, ...(row.past ?? [])]
  const history = states.map(({ state, since }) => `${LETTERS[state]}${minutesOf(since).toString(36)}`).join('.')
  const told = [
    LETTERS[row.state],
    row.content,
    row.price ?? 0,
    row.stock ?? 0,
    Math.floor(Date.parse(row.at) / 1_000),
    history,
  ] as const
  return row.reason === undefined ? told : [...told, row.reason.slice(0, REASON_KEPT)]
}

export function readRow([letter, content, price, stock, at, history, reason]: StoredRow): CatalogRow {
  const [current, ...past] = history.split('.').map((entry) => ({
    state: stateOf(entry.slice(0, 1)),
    since: new Date(parseInt(entry.slice(1), 36) * MINUTE_MS).toISOString(),
  }))
  return {
    state: stateOf(letter),
    ...(reason === undefined ? {} : { reason }),
    content,
    ...(price === 0 ? {} : { price }),
    ...(stock === 0 ? {} : { stock }),
    at: new Date(at * 1_000).toISOString(),
    ...(past.length > 0 ? { past } : {}),
    since: current.since,
  }
}

const minutesOf = (iso: string) => Math.floor(Date.parse(iso) / MINUTE_MS)

/** Whether two rows say the same once they are kept. */
export const isSameRow = (a: CatalogRow | undefined, b: CatalogRow | undefined): boolean =>
  a === undefined || b === undefined ? a === b : JSON.stringify(storedRow(a)) === JSON.stringify(storedRow(b))
