import { SettingsError } from '../errors'
import { alertUrl } from './alertUrl'
import { sellerId } from '../ids'
import { currencyCode } from '../money'
import { isWebhookSecret, webhookSecrets } from '../webhooks/webhookSecrets'
import { catalogSettings, paceLimits, type PaceLimits } from './catalogSettings'
import { partnerOrigin } from './partnerOrigin'
import { readFreshness } from './readFreshness'
import { registrationSettings } from './registrationSettings'
import { sendSwitches } from './sendSwitches'
import { SettingsReader } from './settingsReader'
import type { CancellationPolicy, InvoiceLineIds, Platform, PriceDivergence, SellerSettings } from './sellerSettings'

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

const PLATFORMS: readonly Platform[] = ['vendure', 'seller-api']
const CANCELLATION_POLICIES: readonly CancellationPolicy[] = ['confirm', 'partner', 'operator']
const PRICE_DIVERGENCES: readonly PriceDivergence[] = ['refuse', 'acceptAndAlert']
const INVOICE_LINE_IDS: readonly InvoiceLineIds[] = ['seller', 'marketplace']
const SELLER_ID = /^[A-Za-z0-9_-]{1,50}$/
const REFERENCE_PREFIX = /^[A-Za-z0-9._-]{0,20}$/
const COUNTRY = /^[A-Z]{3}$/
const CURRENCY = /^[A-Z]{3}$/

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

function parseSeller(item: unknown, path: string): SellerSettings {
  if (!isObject(item)) throw new SettingsError(path, 'must be an object')
  const read = new SettingsReader(item, path)
  const id = read.matching('sellerId', SELLER_ID, 'must be 1 to 50 letters, digits, "-" or "_"')
  if (id === 'list') throw new SettingsError(`${path}.sellerId`, 'must not be "list"')
  const platform = read.oneOf('platform', PLATFORMS)
  const partnerUrl = partnerOrigin(read.text('partnerUrl'), `${path}.partnerUrl`)
  const seller: SellerSettings = {
    sellerId: sellerId(id),
    name: read.optionalText('name') ?? id,
    active: read.flag('active', true),
    ...sendSwitches(read, path),
    platform,
    partnerUrl,
    partnerHost: new URL(partnerUrl).host,
    referencePrefix: referencePrefix(read, path),
    token: read.optionalText('token'),
    username: read.optionalText('username'),
    password: read.optionalText('password'),
    webhookSecret: webhookSecret(read, path),
    retiredKeyDays: read.number('retiredKeyDays', 30, { least: 0, most: 90 }),
    currency: currencyCode(read.matching('currency', CURRENCY, 'must be an ISO 4217 code such as BRL')),
    countries: read.list('country').map((country) => {
      if (!COUNTRY.test(country))
        throw new SettingsError(`${path}.country`, 'must be ISO 3166-1 alpha-3 codes such as BRA')
      return country
    }),
    salesChannels: read.list('salesChannels', ['1']),
    safetyStock: read.wholeNumber('safetyStock', 0),
    priceTolerancePercent: read.number('priceTolerancePercent', 0, { least: 0, most: 100 }),
    priceDivergence: read.oneOf('priceDivergence', PRICE_DIVERGENCES, 'refuse'),
    cancellation: read.oneOf('cancellation', CANCELLATION_POLICIES, 'confirm'),
    cancellationAlarmDays: read.number('cancellationAlarmDays', 25, { least: 0, most: 29 }),
    returnDays: read.number('returnDays', 30, { least: 0, most: 365 }),
    invoiceLineIds: read.oneOf('invoiceLineIds', INVOICE_LINE_IDS, 'seller'),
    placementDeadlineMs: read.number('placementDeadlineMs', 2_000, { least: 500, most: 20_000 }),
    freshness: readFreshness(read, path),
    partnerConcurrency: read.number('partnerConcurrency', 10, { least: 1, most: 100 }),
    followUpEmail: read.optionalText('followUpEmail') ?? `noreply@${new URL(partnerUrl).hostname}`,
    ...registrationSettings(read, path),
    merchantName: read.optionalText('merchantName') ?? null,
    allowMultipleDeliveries: read.flag('allowMultipleDeliveries', false),
    ...catalogSettings(read, path),
  }
  requireCredentials(seller, path)
  return seller
}

function referencePrefix(read: SettingsReader, path: string): string {
  const prefix = read.optionalText('referencePrefix') ?? ''
  if (REFERENCE_PREFIX.test(prefix)) return prefix
  throw new SettingsError(`${path}.referencePrefix`, 'must be up to 20 letters, digits, ".", "_" or "-"')
}

/** The whole seller is stopped: what its partner signs could not be told from what anybody sends. */
function webhookSecret(read: SettingsReader, path: string): string | undefined {
  const secret = read.optionalText('webhookSecret')
  if (webhookSecrets(secret).every(isWebhookSecret)) return secret
  throw new SettingsError(
    `${path}.webhookSecret`,
    'must be base64 of 24 to 64 random bytes, with or without whsec_; several are separated by commas or spaces',
  )
}

function requireCredentials(seller: SellerSettings, path: string) {
  if (seller.platform === 'vendure') {
    if (!seller.username) throw new SettingsError(`${path}.username`, 'is required for platform vendure')
    if (!seller.password) throw new SettingsError(`${path}.password`, 'is required for platform vendure')
  } else if (!seller.token) {
    throw new SettingsError(`${path}.token`, `is required for platform ${seller.platform}`)
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
