import type { AccountState, Suggestion } from './accountState'

const DAY_MS = 86_400_000
/** Pending suggestions expire after 30 days (PROTOCOL §4.4), counted from their newest version (inferred). */
const LIFE_MS = 30 * DAY_MS

/** Removes what expired. An expired SKU is as good as never sent: unknown to reads, free to be sent again (inferred). */
export function expireSuggestions(state: AccountState, now: number) {
  for (const [key, one] of state.suggestions) {
    const isOver = one.status === 'pending' && now - Date.parse(one.lastModifiedDate) > LIFE_MS
    if (isOver) state.suggestions.delete(key)
  }
}

/** Closes a suggestion; what is denied stays blocked until it is unblocked. */
export function closeSuggestion(
  suggestion: Suggestion,
  status: 'accepted' | 'denied',
  { observation, now }: { readonly observation: string | null; readonly now: Date },
) {
  suggestion.status = status
  suggestion.blocked = status === 'denied'
  suggestion.observation = observation
  suggestion.lastModifiedDate = now.toISOString()
}
