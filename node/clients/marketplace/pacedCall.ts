import type { CallScope } from '../callScope'
import type { PacedApi } from './marketplacePace'
import { vtexCall } from './vtexCall'

/** A call to an API of VTEX that has a limit: made when it is its turn. Throws as `vtexCall` does. */
export function pacedCall<T extends { readonly status: number }>(
  scope: CallScope,
  api: PacedApi,
  step: string,
  subject: string | undefined,
  run: () => Promise<T>,
): Promise<T> {
  const call = () => vtexCall(scope, step, subject, run)
  return scope.pace ? scope.pace(api, step, call) : call()
}
