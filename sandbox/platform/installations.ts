import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Courier } from './courier'
import type { Tenant } from './tenant'
import { writeFileAtomically } from './writeFileAtomically'

const SENDER = 'apps'
const REGISTRY = 'sandbox'

/**
 * Which version of the app is installed where, and the events about it (PLATFORM §5). Settings, records and jobs outlive
 * an uninstall; routes and events do not.
 */
export class Installations {
  private readonly file: string

  constructor(
    dataDir: string,
    private readonly appId: string,
    private readonly courier: Courier,
  ) {
    this.file = join(dataDir, 'installed.json')
  }

  /** Installs or upgrades where the version is another than at the last start; a plain restart says nothing. */
  async start(tenants: readonly Tenant[]) {
    const installed = this.read()
    for (const tenant of tenants) {
      const before = installed[tenant.host]
      installed[tenant.host] = this.appId
      if (before !== this.appId) this.announce(tenant, { from: before, to: this.appId })
    }
    await this.write(installed)
  }

  /** Installs again what was uninstalled, or the same version over itself. */
  async install(tenant: Tenant) {
    const installed = this.read()
    const before = tenant.installed ? installed[tenant.host] : undefined
    tenant.installed = true
    await this.write({ ...installed, [tenant.host]: this.appId })
    this.announce(tenant, { from: before, to: this.appId })
  }

  /** The app hears of its own end, if at all, with the last event it gets. */
  async uninstall(tenant: Tenant) {
    const { [tenant.host]: before = this.appId, ...others } = this.read()
    this.announce(tenant, { from: before })
    tenant.installed = false
    await this.write(others)
  }

  /** A link, or a relink after a change of code. */
  link(tenant: Tenant) {
    this.courier.fire(SENDER, 'linked', { id: this.appId }, tenant)
    this.announce(tenant, { to: this.appId })
  }

  private announce(tenant: Tenant, { from, to }: { readonly from?: string; readonly to?: string }) {
    const app = (id: string) => ({ id, registry: REGISTRY })
    const body = { ...(from ? { from: app(from) } : {}), ...(to ? { to: app(to) } : {}) }
    this.courier.fire(SENDER, 'setup', body, tenant)
  }

  private read(): Record<string, string> {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Record<string, string>
    } catch {
      return {}
    }
  }

  private async write(installed: Record<string, string>) {
    await writeFileAtomically(this.file, JSON.stringify(installed))
  }
}
