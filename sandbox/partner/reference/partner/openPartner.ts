import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RequestHandler } from 'express'
import { Clock } from './clock'
import { partnerApp } from './partnerApp'
import { expireReservations } from './shelf/expireReservations'
import type { Shop } from './shop'
import { Database } from './storage/database'
import { signedHeaders } from './webhooks/signed'
import type { WebhookTarget } from './webhooks/signed'
import { WebhookSender } from './webhooks/webhookSender'

export interface PartnerOptions {
  /** 0 takes a free one. */
  readonly port: number
  readonly token: string
  /** Where the data is kept; in memory when absent. */
  readonly dataDir?: string
  readonly webhook?: WebhookTarget
  /** Requests in 10 seconds. */
  readonly rateLimit: number
  /** Fills a new database. */
  readonly seed: (db: Database) => void
  /** Routes and a watcher that are not of the Seller API. */
  readonly besides: (partner: PartnerInside) => { readonly routes: RequestHandler; readonly watch: RequestHandler }
}

/** What the sandbox's own routes may touch. */
export interface PartnerInside {
  readonly shop: Shop
  readonly clock: Clock
  /** @throws Error when the secret cannot sign */
  readonly announceTo: (target: WebhookTarget) => void
}

/** How often reservations that are over are looked for when nobody asks. */
const HOUSEKEEPING_MS = 5_000

/** Longer than any client keeps an idle connection, so that none meets one that is just being closed. */
const KEEP_ALIVE_MS = 65_000

/** Opens the database and listens on loopback. */
export async function openPartner(options: PartnerOptions): Promise<{ url: string; close: () => Promise<void> }> {
  let webhook: WebhookTarget | undefined
  const clock = new Clock()
  const db = await Database.open(options.dataDir)
  if (!db.first("SELECT 1 FROM shop WHERE name = 'databaseId'")) db.transaction(() => options.seed(db))
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', () => resolve())
  })
  const { port } = server.address() as AddressInfo

  const known = (name: string) => db.first<{ value: string }>('SELECT value FROM shop WHERE name = ?', [name])!.value
  const shop: Shop = {
    db,
    now: clock.now,
    currency: known('currency'),
    country: known('country'),
    databaseId: known('databaseId'),
    publicOrigin: `https://partner-${port}.sandbox.test`,
    announces: () => webhook !== undefined,
  }
  const sender = new WebhookSender(shop, () => webhook)
  db.afterCommit(() => sender.wake())
  const announceTo = (target: WebhookTarget) => {
    signedHeaders(target.secret, 'msg_try', new Date(), '')
    webhook = target
    sender.wake()
  }
  if (options.webhook) announceTo(options.webhook)

  const { routes, watch } = options.besides({ shop, clock, announceTo })
  const { token, rateLimit } = options
  server.on('request', partnerApp(shop, { token, rateLimit, watch, besides: routes }))
  const housekeeping = setInterval(() => expireReservations(shop), HOUSEKEEPING_MS)
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      clearInterval(housekeeping)
      sender.stop()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      db.close()
    },
  }
}
