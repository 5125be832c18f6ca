import { JanusClient, type InstanceOptions, type IOContext } from '@vtex/api'

import type { CallScope } from '../callScope'
import { vtexCall, vtexClientOptions } from './vtexCall'

/** Header in which VTEX sends our secret back (PROTOCOL §11.3). */
export const HOOK_HEADER = 'x-external-seller-hook'

/** The order hook of the app's key: one per key, so nobody else's is touched (PROTOCOL §11.2, §11.3). */
export class OrderHookConfig extends JanusClient {
  constructor(
    context: IOContext,
    private readonly scope: CallScope,
    options?: InstanceOptions,
  ) {
    super(context, vtexClientOptions(context, scope, options))
  }

  /** VTEX tries the address before it answers. By workflow: the other filter loses events (KI 832400, KI 640925). */
  async configure(url: string, secret: string, statuses: readonly string[]): Promise<void> {
    await vtexCall(this.scope, 'orderHookConfig', undefined, () =>
      this.http.postRaw(
        '/api/orders/hook/config',
        { filter: { type: 'FromWorkflow', status: statuses }, hook: { url, headers: { [HOOK_HEADER]: secret } } },
        { metric: 'orderHookConfig' },
      ),
    )
  }
}
