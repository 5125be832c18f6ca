import { SettingsError } from '../errors'
import { sellerId } from '../ids'
import { isObject } from '../isObject'
import { currencyCode } from '../money'
import { isWebhookSecret, webhookSecrets } from '../webhooks/webhookSecrets'
import { catalogSettings } from './catalogSettings'
import { partnerOrigin } from './partnerOrigin'
import { readFreshness } from './readFreshness'
import { registrationSettings } from './registrationSettings'
import type { CancellationPolicy, InvoiceLineIds, Platform, PriceDivergence, SellerSettings } from './sellerSettings'
import { sendSwitches } from './sendSwitches'
import { SettingsReader } from './settingsReader'

const PLATFORMS: readonly Platform[] = ['vendure', 'seller-api']
const CANCELLATION_POLICIES: readonly CancellationPolicy[] = ['confirm', 'partner', 'operator']
const PRICE_DIVERGENCES: readonly PriceDivergence[] = ['refuse', 'acceptAndAlert']
const INVOICE_LINE_IDS: readonly InvoiceLineIds[] = ['seller', 'marketplace']
const SELLER_ID = /^[A-Za-z0-9_-]{1,50}$/
const REFERENCE_PREFIX = /^[A-Za-z0-9._-]{0,20}$/
const COUNTRY = /^[A-Z]{3}$/
const CURRENCY = /^[A-Z]{3}$/

/** One entry of the list of sellers. @param path where it stands in the settings @throws SettingsError naming the field */
export function parseSeller(item: unknown, path: string): SellerSettings {
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
    partnerConcurrency: read.number('partnerConcurrency', 20, { least: 1, most: 100 }),
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
