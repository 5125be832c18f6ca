import { mkdirSync } from 'node:fs'

import type { Platform } from '../platform/platform'
import { startPlatform } from '../platform/startPlatform'
import { InvalidOption } from './invalidOption'
import { Notebook } from './notebook'
import type { ServeOptions } from './parseServeOptions'
import { accessKeyOf, registerSeller } from './registerSeller'
import { sellerIdsOf } from './sellerIdsOf'

export interface ServedSeller {
  readonly sellerId: string
  /** On loopback; null as long as the connector has not registered the seller. */
  readonly fulfillmentEndpoint: string | null
  readonly webhookUrl: string
}

/** The line printed when everything is up (DESIGN §4). */
export interface ReadyLine {
  readonly ready: true
  readonly control: string
  readonly operatorToken: string
  readonly pids: { readonly main: number; readonly workers: readonly number[] }
  readonly tenants: readonly {
    readonly account: string
    readonly workspace: string
    readonly edge: string
    readonly sellers: readonly ServedSeller[]
  }[]
}

export interface Served {
  readonly ready: ReadyLine
  readonly platform: Platform
  stop(): Promise<void>
}

/**
 * Starts the platform and registers every seller named in the settings. A seller that cannot be registered is told
 * and left; the rest goes on.
 * @param tell takes one line for people
 */
export async function serve(options: ServeOptions, tell: (line: string) => void): Promise<Served> {
  mkdirSync(options.data, { recursive: true })
  const notebook = new Notebook(options.data)
  await refuseSharedFolder(notebook, options.data)
  const platform = await startPlatform({
    appDir: options.appDir,
    dataDir: options.data,
    tenants: options.tenants,
    marketplaceUrl: options.vtex,
    port: options.port,
    workers: options.workers,
    tickSeconds: options.tickSeconds,
    events: options.events,
    vbase: options.vbase,
    operatorToken: notebook.operatorToken,
  })
  notebook.noteRun(platform.operatorToken, platform.control)
  await notebook.save()

  const tenants: ReadyLine['tenants'][number][] = []
  for (const [index, { account, workspace, edge }] of platform.tenants.entries()) {
    const tenant = `${account}/${workspace}`
    const sellers: ServedSeller[] = []
    for (const sellerId of sellerIdsOf(options.tenants[index]!.settings)) {
      await register(platform, notebook, { tenant, edge, sellerId }, tell)
      const endpoint = notebook.endpoint(tenant, sellerId)
      sellers.push({
        sellerId,
        fulfillmentEndpoint: endpoint === undefined ? null : onLoopback(endpoint, edge),
        webhookUrl: `${edge}/_v/external-seller/v1/webhooks/${sellerId}`,
      })
    }
    tenants.push({ account, workspace, edge, sellers })
  }
  const { control, operatorToken, pids } = platform
  return {
    ready: { ready: true, control, operatorToken, pids, tenants },
    platform,
    stop: () => platform.stop(),
  }
}

async function register(
  platform: Platform,
  notebook: Notebook,
  { tenant, edge, sellerId }: { tenant: string; edge: string; sellerId: string },
  tell: (line: string) => void,
) {
  const known = notebook.endpoint(tenant, sellerId)
  const accessKey = known === undefined ? undefined : accessKeyOf(known)
  for (let attempt = 1; ; attempt++) {
    try {
      const registration = await registerSeller(edge, platform.operatorToken, sellerId, accessKey)
      notebook.noteEndpoint(tenant, sellerId, registration.fulfillmentEndpoint)
      await notebook.save()
      if (registration.problem) tell(`Seller ${sellerId} of ${tenant} is not ready to sell: ${registration.problem}`)
      return
    } catch (error) {
      // With `--vbase` faults the storage may fail for a moment: an operator would press the button again.
      if (attempt < ATTEMPTS) continue
      tell(`Seller ${sellerId} of ${tenant} could not be registered: ${(error as Error).message}`)
      return
    }
  }
}

const ATTEMPTS = 3

/** Two stand-ins on one folder would not see each other's writes. */
async function refuseSharedFolder(notebook: Notebook, data: string) {
  const { running } = notebook
  if (!running || running.pid === process.pid) return
  const owner = await fetch(running.control, { signal: AbortSignal.timeout(2_000) })
    .then((response) => response.json() as Promise<{ pid?: number }>)
    .catch(() => undefined)
  if (owner?.pid === running.pid) {
    throw new InvalidOption(`--data ${data}: is in use by process ${running.pid}`)
  }
}

function onLoopback(endpoint: string, edge: string): string {
  const { pathname } = new URL(endpoint)
  return edge + pathname
}
