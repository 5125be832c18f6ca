import type { IOContext } from '@vtex/api'

import { SettingsError } from '../../domain/errors'
import type { Platform, SellerSettings } from '../../domain/settings/sellerSettings'
import type { CallScope } from '../callScope'
import type { Partner, PartnerCapabilities } from './partner'
import { prefixedReferences } from './prefixedReferences'
import { createSellerApiPartner, SELLER_API_CAPABILITIES } from './sellerApi/createSellerApiPartner'
import { createVendurePartner, VENDURE_CAPABILITIES } from './vendure/createVendurePartner'

export interface PartnerOptions {
  readonly context: IOContext
  readonly seller: SellerSettings
  readonly clock: CallScope['clock']
  readonly journal: CallScope['journal']
}

/** The platforms the connector speaks to; a new one is one line here and one folder beside this file (DESIGN D12). */
const PLATFORMS: Partial<Record<Platform, PlatformAdapter>> = {
  'seller-api': {
    open: createSellerApiPartner,
    capabilities: SELLER_API_CAPABILITIES,
    anyPath: '/external-seller/v1/',
  },
  vendure: { open: createVendurePartner, capabilities: VENDURE_CAPABILITIES, anyPath: '/admin-api' },
}

interface PlatformAdapter {
  readonly open: (options: PartnerOptions) => Partner
  readonly capabilities: PartnerCapabilities
  /** A path the manifest lets out, for a look at the host: any answer will do. */
  readonly anyPath: string
}

/** @throws SettingsError when the seller's platform has no adapter in this release */
export const partnerOf = (options: PartnerOptions): Partner =>
  prefixedReferences(adapterOf(options.seller.platform).open(options), options.seller.referencePrefix)

/** What a platform can do, without a client of it. @throws SettingsError as `partnerOf` */
export const capabilitiesOf = (platform: Platform): PartnerCapabilities => adapterOf(platform).capabilities

/** A path of the partner that may be called, whatever it answers. @throws SettingsError as `partnerOf` */
export const anyPathOf = (platform: Platform): string => adapterOf(platform).anyPath

function adapterOf(platform: Platform): PlatformAdapter {
  const adapter = PLATFORMS[platform]
  if (adapter) return adapter
  const available = Object.keys(PLATFORMS).join(', ')
  throw new SettingsError('platform', `${platform} is not available in this release; use ${available}`)
}
