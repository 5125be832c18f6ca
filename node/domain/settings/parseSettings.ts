import { SettingsError } from '../errors'
import { isObject } from '../isObject'
import { alertUrl } from './alertUrl'
import { paceLimits, type PaceLimits } from './catalogSettings'
import { parseSeller } from './parseSeller'
import type { SellerSettings } from './sellerSettings'
import { SettingsReader } from './settingsReader'

/** The app settings of one account and workspace, checked. */
export interface ConnectorSettings {
  readonly sellers: ReadonlyMap<string, SellerSettings>
  /** One entry per seller (or file) that cannot be used; `field` names what to mend. */
  readonly problems: readonly SettingsProblem[]
  /** Host VTEX shall call instead of `{workspace}--{account}.myvtex.com`. */
  readonly publicHost?: string
  /** Workspaces besides `master` in which sellers may be registered. */
  readonly allowedWorkspaces: readonly string[]
  /** Calls per minute to APIs of VTEX, for the whole account. */
  readonly pace: PaceLimits
  /** Address that is told of new problems. */
  readonly alertUrl?: string
  /** Preferred over the app token when present (PROTOCOL U-10). */
  readonly appKeyPair?: { readonly key: string; readonly token: string }
}

export interface SettingsProblem {
  readonly sellerId?: string
  readonly field: string
  readonly message: string
}

/**
 * Reads what Admin stored. Nothing in it is trusted: a wrong seller is left out and explained, the others work on.
 * @param raw the settings document; `sellers` as a list or the same list as text in `sellersJson`
 */
export function parseSettings(raw: unknown): ConnectorSettings {
  const problems: SettingsProblem[] = []
  const root = new SettingsReader(isObject(raw) ? raw : {}, '')
  const sellers = new Map<string, SellerSettings>()

  for (const [index, item] of sellerItems(root, problems).entries()) {
    const path = `sellers[${index}]`
    const id = isObject(item) && typeof item.sellerId === 'string' ? item.sellerId : undefined
    try {
      const seller = parseSeller(item, path)
      if (sellers.has(seller.sellerId)) throw new SettingsError(`${path}.sellerId`, 'is used twice')
      sellers.set(seller.sellerId, seller)
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error
      problems.push({ sellerId: id, field: error.field, message: error.message })
    }
  }

  const appKey = orNothing(problems, () => root.optionalText('appKey'))
  const appToken = orNothing(problems, () => root.optionalText('appToken'))
  if (!appKey !== !appToken) {
    problems.push({ field: 'appKey', message: 'appKey: fill appKey and appToken together, or leave both empty' })
  }
  return {
    sellers,
    problems,
    publicHost: orNothing(problems, () => root.optionalText('publicHost')),
    allowedWorkspaces: orNothing(problems, () => root.list('allowedWorkspaces', [])) ?? [],
    pace: paceLimits(root, (read) => orNothing(problems, read)),
    alertUrl: orNothing(problems, () => alertUrl(root.optionalText('alertUrl'))),
    ...(appKey && appToken ? { appKeyPair: { key: appKey, token: appToken } } : {}),
  }
}

/** A general setting that cannot be read is a problem of its own: the sellers go on without it. */
function orNothing<T>(problems: SettingsProblem[], read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    problems.push({ field: error.field, message: error.message })
    return undefined
  }
}

function sellerItems(root: SettingsReader, problems: SettingsProblem[]): unknown[] {
  const listed = root.raw('sellers')
  if (Array.isArray(listed) && listed.length > 0) return listed
  const text = orNothing(problems, () => root.optionalText('sellersJson'))
  if (!text) return []
  try {
    const parsed: unknown = JSON.parse(text)
    const items = isObject(parsed) && Array.isArray(parsed.sellers) ? parsed.sellers : parsed
    if (Array.isArray(items)) return items
    problems.push({ field: 'sellersJson', message: 'sellersJson: must be a JSON list of sellers' })
  } catch {
    problems.push({ field: 'sellersJson', message: 'sellersJson: is not valid JSON' })
  }
  return []
}
