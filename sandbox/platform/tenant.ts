/** One VTEX account in one workspace, as the stand-in knows it. */
export interface Tenant {
  readonly account: string
  readonly workspace: string
  /** `{workspace}--{account}.myvtex.com` */
  readonly host: string
  /** Given to the app with every request of this tenant (`x-vtex-credential`). */
  readonly appToken: string
  /** The app settings as the app reads them. */
  settings: Readonly<Record<string, unknown>>
  /** Whether the app is: without it neither routes nor events reach it. */
  installed: boolean
}

export const publicHost = (account: string, workspace: string) => `${workspace}--${account}.myvtex.com`

/** An account and workspace the stand-in was not started with. */
export class UnknownTenant extends Error {
  constructor(account: string, workspace: string) {
    super(`There is no tenant ${account}/${workspace}`)
    this.name = 'UnknownTenant'
  }
}

/** Finds tenants by account and workspace, or by public host name. */
export class Tenants {
  private readonly byHost = new Map<string, Tenant>()

  constructor(readonly all: readonly Tenant[]) {
    for (const tenant of all) {
      this.byHost.set(tenant.host, tenant)
      if (tenant.workspace === 'master') this.byHost.set(`${tenant.account}.myvtex.com`, tenant)
    }
  }

  /** @param host with or without a port; the bare account host is its master workspace */
  ofHost(host: string | undefined): Tenant | undefined {
    return host === undefined ? undefined : this.byHost.get(host.split(':')[0]!.toLowerCase())
  }

  /** @throws UnknownTenant */
  require(account: string, workspace: string): Tenant {
    const tenant = this.of(account, workspace)
    if (!tenant) throw new UnknownTenant(account, workspace)
    return tenant
  }

  of(account: string, workspace: string): Tenant | undefined {
    return this.all.find((tenant) => tenant.account === account && tenant.workspace === workspace)
  }
}
