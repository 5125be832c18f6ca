/**
 * Trade policy of a request: the body wins over the query of the endpoint, blanks count as absent (PROTOCOL C-07).
 * @param query value of `?sc=`, a list when it is there more than once: the first counts
 */
export function salesChannelOf(
  body: string | number | null | undefined,
  query: string | readonly string[] | undefined,
): string | undefined {
  return named(body) ?? named(typeof query === 'string' ? query : query?.[0])
}

const named = (value: string | number | null | undefined): string | undefined => String(value ?? '').trim() || undefined
