/** Longer than the platform's own words. */
const LOOKED_AT = 2_000

/**
 * Whether a 403 is the platform's own outbound proxy speaking (PLATFORM §1.4): it names the role and the vrn of the
 * host. Anybody else's 403 is a refusal of whoever was called.
 */
export function isPolicyRefusal(body: unknown): boolean {
  const said = typeof body === 'object' && body !== null ? (body as { message?: unknown }).message : body
  if (typeof said !== 'string') return false
  const text = said.slice(0, LOOKED_AT)
  return text.includes('cannot perform action') && text.includes('vrn:proxy:')
}
