import { ExternalClient, JanusClient, type IOContext } from '@vtex/api'

import type { Clock } from '../../domain/clock'
import type { ProbeAnswer } from '../../domain/doctor/answerFinding'
import type { CallScope } from '../callScope'
import { isPolicyRefusal } from '../policyRefusal'
import { vtexClientOptions } from './vtexCall'

export interface Probed extends ProbeAnswer {
  readonly data?: unknown
  /** Milliseconds since the epoch by the other side's clock, in the middle of the call by ours. */
  readonly clock?: { readonly theirs: number; readonly ours: number }
}

interface Answered {
  readonly status: number
  readonly data: unknown
  readonly headers: Readonly<Record<string, unknown>>
}

const TIMEOUT_MS = 5_000

/** Reads of VTEX's APIs whose answer is looked at whatever it is; nothing is written down and nothing is thrown. */
export class VtexProbe extends JanusClient {
  constructor(
    context: IOContext,
    private readonly clock: Clock,
    scope: Pick<CallScope, 'appKeyPair'>,
  ) {
    super(context, vtexClientOptions(context, scope, { timeout: TIMEOUT_MS }))
  }

  read(path: string): Promise<Probed> {
    return probe(this.clock, () => this.http.getRaw<unknown>(path, { metric: 'doctor' }) as Promise<Answered>)
  }

  /** The marketplace's trade policies, each with `Id` and `IsActive`. */
  tradePolicies = (): Promise<Probed> => this.read('/api/catalog_system/pvt/saleschannel/list')
}

/** The same for `api.vtex.com`, which suggestions live on (PROTOCOL §1.2). */
export class VtexApiProbe extends ExternalClient {
  constructor(
    context: IOContext,
    private readonly clock: Clock,
    scope: Pick<CallScope, 'appKeyPair'>,
  ) {
    super('http://api.vtex.com', context, vtexClientOptions(context, scope, { timeout: TIMEOUT_MS }))
  }

  read(path: string): Promise<Probed> {
    return probe(this.clock, () => this.http.getRaw<unknown>(path, { metric: 'doctor' }) as Promise<Answered>)
  }
}

/** Makes a call and tells what came of it. A raw error never leaves (DESIGN D5). */
export async function probe(clock: Clock, call: () => Promise<Answered>): Promise<Probed> {
  const start = clock.now()
  const answered = await call().catch((error: unknown) => (error as { response?: Answered }).response)
  const end = clock.now()
  const ms = Math.max(0, end - start)
  if (answered?.status === undefined) return { status: 0, ms }
  const { status, data, headers = {} } = answered
  if (status === 403 && isPolicyRefusal(data)) return { status, ms, denied: true }
  const theirs = Date.parse(String(headers.date ?? ''))
  return { status, ms, data, ...(theirs ? { clock: { theirs, ours: (start + end) / 2 } } : {}) }
}
