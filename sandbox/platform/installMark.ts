import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Tenant } from './tenant'
import { writeFileAtomically } from './writeFileAtomically'

/** Remembers which version is installed where, so that `setup` fires on install and upgrade, not on every start. */
export class InstallMark {
  private readonly file: string

  constructor(
    dataDir: string,
    private readonly appId: string,
  ) {
    this.file = join(dataDir, 'installed.json')
  }

  async firstTime(tenants: readonly Tenant[], install: (tenant: Tenant) => void) {
    const installed = this.read()
    for (const tenant of tenants) {
      if (installed[tenant.host] === this.appId) continue
      installed[tenant.host] = this.appId
      install(tenant)
    }
    await writeFileAtomically(this.file, JSON.stringify(installed))
  }

  private read(): Record<string, string> {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Record<string, string>
    } catch {
      return {}
    }
  }
}
