import type { PartnerNames } from './partnerNames'
import type { TenantOptions } from './platform'
import { publicHost, type Tenant } from './tenant'
import type { TokenRegistry } from './tokenRegistry'

const DEFAULT_WORKSPACE = 'master'

export function makeTenant(
  { account, workspace = DEFAULT_WORKSPACE, settings }: TenantOptions,
  tokens: TokenRegistry,
  partners: PartnerNames,
): Tenant {
  return {
    account,
    workspace,
    host: publicHost(account, workspace),
    appToken: tokens.issueAppToken(account, workspace),
    settings: platformSettings(settings, workspace, partners),
    installed: true,
  }
}

/** Sellers may be registered in `master` only unless a setting allows the workspace (DESIGN D4): whoever serves one means it. */
export function platformSettings(settings: TenantOptions['settings'], workspace: string, partners: PartnerNames) {
  const renamed = partners.rename(settings)
  const mustAllow = workspace !== DEFAULT_WORKSPACE && renamed.allowedWorkspaces === undefined
  return mustAllow ? { ...renamed, allowedWorkspaces: workspace } : renamed
}
