import { randomUUID } from 'crypto'

import { newAccessKey } from '../../../clients/accessCheck'
import { SellerRegister } from '../../../clients/marketplace/sellerRegister'
import { settingsOf } from '../../../clients/settingsOf'
import { storageSelfTest } from '../../../clients/storage/selfTest'
import type { PlainAccessKey } from '../../../domain/access/accessKey'
import { ConnectorError, Forbidden } from '../../../domain/errors'
import { publicHostOf } from '../../../domain/registration/publicHost'
import { sellerRegistration } from '../../../domain/registration/sellerRegistration'
import type { ConnectorContext } from '../../../typings/context'
import { ensureAccess } from './ensureAccess'
import { ensureScheduler } from './ensureScheduler'
import { ensureShards } from './ensureShards'

/** What the operator may send along; all optional. */
export interface RegisterBody {
  /** The current key, to publish it again without making a new one. */
  readonly accessKey?: string | null
  /** Make a new key; the one before is honoured 30 days more. */
  readonly rotate?: boolean | null
}

export const registerBodySchema = {
  type: 'object',
  properties: {
    accessKey: { type: ['string', 'null'], maxLength: 100 },
    rotate: { type: ['boolean', 'null'] },
  },
} as const

/**
 * Makes a seller ready and known to the marketplace: storage self-test, shards, access key, scheduler, registration
 * (PROTOCOL §3, DESIGN D4, D7). Repeatable; each part is skipped when it is there. The key is shown this once.
 */
export async function registerSeller(ctx: ConnectorContext<RegisterBody>) {
  const { work } = ctx.state
  const settings = await settingsOf(ctx, ctx.state.clock)
  requireWorkspace(ctx, settings.allowedWorkspaces)

  const broken = await storageSelfTest(ctx.clients.records, randomUUID())
  if (broken) {
    ctx.status = 200
    ctx.body = {
      sellerId: work.seller.sellerId,
      activated: false,
      published: false,
      problem: { message: `Storage self-test failed: ${broken}` },
    }
    return
  }
  await ensureShards(ctx)
  const register = new SellerRegister(
    ctx.vtex,
    { clock: ctx.state.clock, journal: work.log, operationId: ctx.vtex.operationId },
    ctx.state.operatorToken,
  )
  const existing = await attempt(() => register.readSeller(work.seller.sellerId))
  const key = await keyToPublish(ctx, 'value' in existing ? existing.value?.fulfillmentEndpoint : undefined)
  const endpoint = endpointOf(ctx, key, settings.publicHost)
  const published =
    'value' in existing
      ? await attempt(() => register.registerSeller(sellerRegistration(work.seller, endpoint, existing.value)))
      : existing
  const scheduled = await attempt(() => ensureScheduler(ctx, settings.publicHost))
  await work.activity.append(work.log.drain())

  ctx.status = 200
  ctx.body = {
    sellerId: work.seller.sellerId,
    activated: true,
    fulfillmentEndpoint: endpoint,
    published: !('problem' in published),
    scheduled: !('problem' in scheduled),
    ...('problem' in published
      ? { problem: published.problem }
      : 'problem' in scheduled
        ? { problem: scheduled.problem }
        : {}),
  }
}

/** Orders must not depend on a workspace that is deleted tomorrow (PLATFORM U20). */
function requireWorkspace({ vtex }: ConnectorContext<RegisterBody>, allowed: readonly string[]) {
  if ((vtex.production && vtex.workspace === 'master') || allowed.includes(vtex.workspace)) return
  throw new Forbidden(
    `Sellers are registered in the production workspace master only; add ${vtex.workspace} to the setting allowedWorkspaces to test here`,
  )
}

/** The key sent along, the one the marketplace already has, or a new one. */
async function keyToPublish(
  ctx: ConnectorContext<RegisterBody>,
  published: string | undefined,
): Promise<PlainAccessKey> {
  const { body, work } = ctx.state
  const prefix = `/_v/external-seller/v1/${work.seller.sellerId}/`
  const known = body.rotate ? undefined : (body.accessKey ?? published?.split(prefix)[1]?.split('/')[0])
  if (known && (await ensureAccess(ctx, known))) return known as PlainAccessKey
  const key = newAccessKey()
  await ensureAccess(ctx, key, 'replace')
  return key
}

type Attempted<T> = { readonly value: T } | { readonly problem: { readonly message: string } }

/** A marketplace that refuses must not hide the endpoint from the operator: the refusal is part of the answer. */
async function attempt<T>(run: () => Promise<T>): Promise<Attempted<T>> {
  try {
    return { value: await run() }
  } catch (error) {
    if (error instanceof ConnectorError) return { problem: { message: error.message } }
    throw error
  }
}

function endpointOf({ state, vtex }: ConnectorContext<RegisterBody>, key: PlainAccessKey, publicHost?: string): string {
  return `https://${publicHostOf(vtex, publicHost)}/_v/external-seller/v1/${encodeURIComponent(state.work.seller.sellerId)}/${key}/api`
}
