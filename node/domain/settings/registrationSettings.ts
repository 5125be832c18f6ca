import { SettingsError } from '../errors'
import type { SettingsReader } from './settingsReader'

export type TrustPolicy = 'Default' | 'AllowEmailSharing'

/** What the seller pays for each sale, in percent, of one category or of all others (`default`). */
export interface Commission {
  readonly categoryId: string
  readonly product: number
  readonly freight: number
}

/** A trade policy of the marketplace and the seller's own channel for it (PROTOCOL §3.4). */
export interface ChannelMapping {
  readonly marketplaceSalesChannel: number
  readonly sellerChannel: string
}

/** What the marketplace shows and knows of the seller; written when it is registered (PROTOCOL §3.1). */
export interface RegistrationSettings {
  readonly taxCode: string
  readonly description: string
  readonly exchangeReturnPolicy: string
  readonly deliveryPolicy: string
  readonly securityPrivacyPolicy: string | null
  /** Who serves the seller's customers (`CSCIdentification`). */
  readonly customerService: string
  /** Simulated and shown even when the shopper's place is unknown. */
  readonly betterScope: boolean
  /** undefined: as the marketplace has it; there `Default` masks the shopper's e-mail. */
  readonly trustPolicy?: TrustPolicy
  /** Empty: as the marketplace has them. */
  readonly commissions: readonly Commission[]
  /** Empty: as the marketplace has it. */
  readonly salesChannelMapping: readonly ChannelMapping[]
}

const TRUST_POLICIES: readonly TrustPolicy[] = ['Default', 'AllowEmailSharing']
const COMMISSION = /^(default|\d{1,18})\s*=\s*(\d{1,3}(?:\.\d{1,4})?)\s*(?:\/\s*(\d{1,3}(?:\.\d{1,4})?))?$/
const MAPPING = /^(\d{1,9})\s*=\s*([A-Za-z0-9_-]{1,50})$/

/** @throws SettingsError naming the field */
export const registrationSettings = (read: SettingsReader, path: string): RegistrationSettings => ({
  taxCode: read.optionalText('taxCode') ?? '',
  description: read.optionalText('description') ?? '',
  exchangeReturnPolicy: read.optionalText('exchangeReturnPolicy') ?? '',
  deliveryPolicy: read.optionalText('deliveryPolicy') ?? '',
  securityPrivacyPolicy: read.optionalText('securityPrivacyPolicy') ?? null,
  customerService: read.optionalText('customerService') ?? '',
  betterScope: read.flag('betterScope', true),
  trustPolicy: read.optionalText('trustPolicy') === undefined ? undefined : read.oneOf('trustPolicy', TRUST_POLICIES),
  commissions: entries(read, path, {
    field: 'commissions',
    pattern: COMMISSION,
    explanation: 'must look like default=10/2, 12=11.5: category id, percent of the price / of the freight, up to 100',
    entry: ([, categoryId, product, freight = '0']) => {
      const row = { categoryId, product: Number(product), freight: Number(freight) }
      return row.product <= 100 && row.freight <= 100 ? row : undefined
    },
  }),
  salesChannelMapping: entries(read, path, {
    field: 'salesChannelMapping',
    pattern: MAPPING,
    explanation: 'must look like 1=ABC, 2=DEF: trade policy and the channel of the seller',
    entry: ([, channel, sellerChannel]) => ({ marketplaceSalesChannel: Number(channel), sellerChannel }),
  }),
})

interface EntriesOf<T> {
  readonly field: string
  readonly pattern: RegExp
  readonly explanation: string
  /** undefined: not a right entry after all. The first group is what an entry is about: named once. */
  readonly entry: (match: RegExpExecArray) => T | undefined
}

function entries<T>(read: SettingsReader, path: string, { field, pattern, explanation, entry }: EntriesOf<T>): T[] {
  const found = new Map<string, T>()
  for (const text of read.list(field, [])) {
    const match = pattern.exec(text)
    const value = match && entry(match)
    if (!value) throw new SettingsError(`${path}.${field}`, explanation)
    if (found.has(match[1])) throw new SettingsError(`${path}.${field}`, `names ${match[1]} twice`)
    found.set(match[1], value)
  }
  return [...found.values()]
}
