import { ExternalClient, type IOContext } from '@vtex/api'

import type { Clock } from '../domain/clock'
import { probe, type Probed } from './marketplace/vtexProbe'

const TIMEOUT_MS = 6_000

/** This app, reached the way VTEX reaches it: through its public host. */
export class PublicEndpoint extends ExternalClient {
  constructor(
    context: IOContext,
    private readonly clock: Clock,
    host: string,
  ) {
    super(`http://${host}`, context, {
      headers: { 'X-Vtex-Use-Https': 'true', 'Content-Type': 'application/json' },
      timeout: TIMEOUT_MS,
      memoizable: false,
      retries: 0,
    })
  }

  /**
   * A simulation of nothing: who is let in is told that there are no items (400), who is not finds nothing (404).
   * @param path of the endpoint, key included; it is in no log of ours
   */
  knock(path: string): Promise<Probed> {
    return probe(this.clock, () =>
      this.http.postRaw<unknown>(`${path}/pvt/orderForms/simulation`, { items: [] }, { metric: 'doctor' }),
    )
  }
}
