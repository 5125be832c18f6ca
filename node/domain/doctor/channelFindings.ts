import type { Finding } from './finding'

export interface ComparedChannels {
  /** Of the settings. */
  readonly wanted: readonly string[]
  /** Trade policies of the marketplace; undefined when it did not show them. */
  readonly known?: readonly { readonly id: string; readonly active: boolean }[]
  /** What VTEX answered to the list of them. */
  readonly status: number
  /** Those the seller has in the marketplace; undefined when it did not show the seller. */
  readonly selected?: readonly string[]
}

const NAME = 'sales channels'
const FIX = 'Correct salesChannels, and register the seller again'
const MOST_NAMED = 10

/** Where the seller is to sell, where it could, and where it does. */
export function channelFindings({ known, selected, status, wanted }: ComparedChannels): Finding[] {
  const missing = known ? wanted.filter((id) => known.every((one) => one.id !== id)) : []
  const inactive = wanted.filter((id) => known?.some((one) => one.id === id && !one.active))
  const isThere = (id: string) => !missing.includes(id)
  const outside = selected ? wanted.filter((id) => isThere(id) && !selected.includes(id)) : []
  const beyond = selected ? selected.filter((id) => !wanted.includes(id)) : []
  const wrong: Finding[] = [
    ...named(missing, (ids) =>
      error(`The marketplace has no trade policy ${ids}: the seller sells nothing there`, FIX),
    ),
    ...named(inactive, (ids) =>
      warning(`Trade policy ${ids} is inactive in the marketplace`, `Activate it. Or: ${FIX}`),
    ),
    ...named(outside, (ids) =>
      error(`The seller is not in trade policy ${ids}: its offers never appear there`, REGISTER),
    ),
    ...named(beyond, (ids) =>
      warning(`The seller is in trade policy ${ids}, which the settings do not name`, REGISTER),
    ),
  ]
  const others = (known ?? []).filter(({ active, id }) => active && !wanted.includes(id) && !beyond.includes(id))
  return [
    ...(wrong.length > 0 ? wrong : [fine(wanted)]),
    ...(known ? [] : [notShown(status)]),
    ...named(
      others.map(({ id }) => id),
      (ids) => info(`The seller does not sell in trade policy ${ids}`, 'Add those of your storefront to salesChannels'),
    ),
  ]
}

const REGISTER = 'Register the seller again; with ?dryRun the call says first what it would change'

const named = (ids: readonly string[], finding: (ids: string) => Finding): Finding[] =>
  ids.length === 0 ? [] : [finding(ids.slice(0, MOST_NAMED).join(', '))]

const made =
  (level: Finding['level']) =>
  (message: string, fix: string): Finding => ({ check: NAME, level, message, fix })
const error = made('error')
const warning = made('warning')
const info = made('info')

const fine = (ids: readonly string[]): Finding => ({
  check: NAME,
  level: 'ok',
  message: `The seller sells in trade policy ${ids.join(', ')}`,
})

const notShown = (status: number): Finding =>
  info(
    `VTEX answered ${status} to the list of trade policies: whether those of the settings exist could not be compared`,
    'Compare salesChannels with the trade policies in Admin',
  )
