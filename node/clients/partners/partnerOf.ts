import type { IOContext } from '@vtex/api'

import { SettingsError } from '../../domain/errors'
import type { Platform, SellerSettings } from '../../domain/settings/sellerSettings'
import type { CallScope } from '../callScope'
import type { Partner } from './partner'
import { prefixedReferences } from './prefixedReferences'
import { createSellerApiPartner } from './sellerApi/createSellerApiPartner'
import { createVendurePartner } from './vendure/createVendurePartner'

export interface PartnerOptions {
  readonly context: IOContext
  readonly seller: SellerSettings
  readonly clock: CallScope['clock']
  readonly journal: CallScope['journal']
}

/** The platforms the connector speaks to; a new one is one line here and one folder beside this file (DESIGN D12). */
const PLATFORMS: Partial<Record<Platform, (options: PartnerOptions) => Partner>> = {
  'seller-api': createSellerApiPartner,
  vendure: createVendurePartner,
}

/** @throws SettingsError when the seller's platform has no adapter in this release */
export function partnerOf(options: PartnerOptions): Partner {
  const open = PLATFORMS[options.seller.platform]
  if (!open) {
    throw new SettingsError(
      'platform',
      `${options.seller.platform} is not available in this release; use ${Object.keys(PLATFORMS).join(', ')}`,
    )
  }
  return prefixedReferences(open(options), options.seller.referencePrefix)
}
