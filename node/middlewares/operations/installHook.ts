import { randomBytes } from 'crypto'

import { hashOfKey } from '../../clients/accessCheck'
import { OrderHookConfig } from '../../clients/marketplace/orderHookConfig'
import { settingsOf } from '../../clients/settingsOf'
import { HookStore } from '../../clients/storage/hookStore'
import { CallLog } from '../../domain/callJournal'
import { publicHostOf } from '../../domain/registration/publicHost'
import type { ConnectorContext } from '../../typings/context'

/** Those the connector acts on: paid, and canceled without its being asked. */
const STATUSES = ['payment-approved', 'cancel', 'canceled']

/** Asks VTEX to tell us of order statuses, with a new secret of which only the hash is kept. Repeatable. */
export async function installHook(ctx: ConnectorContext) {
  const { clock } = ctx.state
  const settings = await settingsOf(ctx, clock)
  const secret = randomBytes(32).toString('base64url')
  const store = new HookStore(ctx.clients.records)
  await store.add(hashOfKey(secret))
  const scope = { clock, journal: new CallLog(), operationId: ctx.vtex.operationId, appKeyPair: settings.appKeyPair }
  const url = `https://${publicHostOf(ctx.vtex, settings.publicHost)}/_v/external-seller/v1/order-hook`
  await new OrderHookConfig(ctx.vtex, scope).configure(url, secret, STATUSES)
  await store.keepOnly(hashOfKey(secret))
  ctx.status = 200
  ctx.body = { installed: true, url, statuses: STATUSES }
}
