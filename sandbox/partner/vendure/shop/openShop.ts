import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { JobQueueService, bootstrap } from '@vendure/core'
import { AdminApi } from './adminApi'
import type { Catalog } from './catalog'
import { RequestJournal } from './requestJournal'
import { seedShop } from './seed/seedShop'
import type { ShopLogins } from './seed/seedLogins'
import { SUPERADMIN, shopConfig } from './shopConfig'

export interface OpenShop {
  readonly url: string
  close(): Promise<void>
}

/** Boots the shop in this process, fills it and answers when it sells. Its state lives in memory and dies with it. */
export async function openShop(catalog: Catalog, port: number, logins: ShopLogins): Promise<OpenShop> {
  const files = mkdtempSync(path.join(tmpdir(), 'sandbox-store-'))
  const journal = new RequestJournal({ connector: logins.connector.username, staff: logins.staff.username })
  const superadminPassword = randomBytes(18).toString('base64url')
  const address = { port, publicOrigin: `https://partner-${port}.sandbox.test` }
  const url = `http://127.0.0.1:${port}`
  const app = await bootstrap(shopConfig(address, superadminPassword, files, journal))
  await app.get(JobQueueService).start()
  const api = await AdminApi.signIn(`${url}/admin-api`, SUPERADMIN, superadminPassword)
  await seedShop(app, api, catalog, logins)
  journal.entries.length = 0
  return {
    url,
    async close() {
      // First: on a signal Vendure ends the process by itself as soon as it is closed.
      rmSync(files, { recursive: true, force: true })
      await app.close()
    },
  }
}
