/** Where a suggestion stands at the marketplace (PROTOCOL §4.4). */
export type SuggestionStatus = 'pending' | 'approved' | 'denied' | 'expired'

const MEANING: Readonly<Record<string, SuggestionStatus>> = {
  accepted: 'approved',
  approved: 'approved',
  processing: 'approved',
  denied: 'denied',
  rejected: 'denied',
  blocked: 'denied',
  expired: 'expired',
}

/** VTEX documents no list of values: what nobody knows is still waiting. */
export const suggestionStatus = (text: unknown): SuggestionStatus =>
  (typeof text === 'string' ? MEANING[text.trim().toLowerCase()] : undefined) ?? 'pending'
