import { JanusClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { CallLog } from '../../domain/callJournal'
import { ConnectorError } from '../../domain/errors'
import type { SellerId } from '../../domain/ids'
import type { CallScope } from '../callScope'
import { TenantCache } from '../tenantCache'
import { vtexCall, vtexClientOptions } from './vtexCall'

const BELIEVED_MS = 60_000
const remembered = new TenantCache<{ readonly paused?: boolean; readonly readAt: number }>(2_000)

/** Whether the marketplace has paused a seller (PROTOCOL §17.18): then its catalogue calls stop. */
export class SellerStatus extends JanusClient {
  constructor(
    context: IOContext,
    private readonly scope: CallScope,
    options?: InstanceOptions,
  ) {
    super(context, vtexClientOptions(context, scope, options))
  }

  /**
   * Believed for a minute.
   * @param fresh ask now
   * @returns undefined when the marketplace does not say
   */
  async isPaused(seller: SellerId, fresh = false): Promise<boolean | undefined> {
    const known = remembered.get(this.context, seller)
    const { clock } = this.scope
    if (known && !fresh && clock.now() - known.readAt < BELIEVED_MS) return known.paused
    // Asked every minute: a look that succeeds is not worth a line.
    const journal = new CallLog()
    try {
      const { data } = await vtexCall({ ...this.scope, journal }, 'readSeller', seller, () =>
        this.http.getRaw<{ readonly isActive?: unknown }>(
          `/api/seller-register/pvt/sellers/${encodeURIComponent(seller)}`,
          { metric: 'readSeller' },
        ),
      )
      const paused = data?.isActive === false
      remembered.set(this.context, seller, { paused, readAt: clock.now() })
      return paused
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error
      for (const entry of journal.drain()) this.scope.journal.record(entry)
      remembered.set(this.context, seller, { paused: known?.paused, readAt: clock.now() })
      return known?.paused
    }
  }
}
