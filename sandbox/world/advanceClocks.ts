import type { Marketplace } from '../marketplace/marketplace'
import type { Platform } from '../platform/platform'

/** Time passes at the marketplace and for the app alike. */
export async function advanceClocks(
  { marketplace, platform }: { readonly marketplace: Marketplace; readonly platform: Platform },
  seconds: number,
) {
  await platform.advanceClock(seconds)
  await marketplace.advanceClock(seconds)
}
