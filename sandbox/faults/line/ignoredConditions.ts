import type { OnTheLine, Rewriting } from './faultyLine'

/** Makes the record store one that ignores If-Match, for the self-check. */
export const ignoredConditions: Rewriting = {
  out(request: OnTheLine) {
    const { 'if-match': _condition, ...headers } = request.headers
    return { ...request, headers }
  },
}
