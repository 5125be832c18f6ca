import type { BenchWorld } from '../world/benchWorld'
import { PROBE_PATH } from './probedBuild'

/** Asks the probe in a worker. `origin`: the edge, or a worker's own port together with `headers` of the edge. */
export async function askProbe<T>(
  origin: string,
  operation: string,
  argument: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const response = await fetch(`${origin}${PROBE_PATH}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers, 'x-colossus-route-id': 'benchProbe' },
    body: JSON.stringify({ operation, ...argument }),
  })
  if (!response.ok) throw new Error(`The probe answered ${response.status} to ${operation}`)
  return (await response.json()) as T
}

/** What a worker sent out since it was last asked. */
export interface WorkerCalls {
  readonly byKind: Readonly<Record<string, number>>
  /** Milliseconds since the epoch; `end` is null while the call is open. */
  readonly toPartner: readonly { readonly start: number; readonly end: number | null }[]
}

/** Of the first worker, past the edge. Begins to count anew. */
export const takeWorkerCalls = ({ sellers, worker }: BenchWorld) =>
  askProbe<WorkerCalls>(`http://127.0.0.1:${worker.port}`, 'takeCalls', {}, sellers[0]!.direct('benchProbe'))
