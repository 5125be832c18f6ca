import { parseMapping } from '../catalog/nameMapping'
import type { SellerSettings, UnmappedPolicy } from './sellerSettings'
import type { SettingsReader } from './settingsReader'

/** Calls per minute and API of VTEX. */
export interface PaceLimits {
  readonly catalog: number
  readonly suggestions: number
  readonly notifications: number
}

const UNMAPPED: readonly UnmappedPolicy[] = ['hold', 'send']
const NEVER = 'never'
const DELTA_MINUTES = 60
const NIGHTLY_HOUR = 3
const MOST_MINUTES = 10_080

/** How a seller's catalogue is brought to the marketplace. @throws SettingsError naming the field */
export function catalogSettings(
  read: SettingsReader,
  path: string,
): Pick<SellerSettings, 'mapping' | 'unmapped' | 'catalogDeltaMinutes' | 'catalogNightlyHour'> {
  const isNightly = read.optionalText('catalogNightlyHour')?.toLowerCase() !== NEVER
  return {
    mapping: parseMapping(
      { categories: read.optionalText('categoryMapping'), brands: read.optionalText('brandMapping') },
      path,
    ),
    unmapped: read.oneOf('unmapped', UNMAPPED, 'hold'),
    catalogDeltaMinutes: read.number('catalogDeltaMinutes', DELTA_MINUTES, { least: 0, most: MOST_MINUTES }),
    ...(isNightly
      ? { catalogNightlyHour: Math.floor(read.number('catalogNightlyHour', NIGHTLY_HOUR, { least: 0, most: 23 })) }
      : {}),
  }
}

/**
 * VTEX publishes 15,000 calls per minute and endpoint for its catalogue and nothing for suggestions and notifications
 * (PROTOCOL §14.3): well below, and slower by themselves when VTEX says so.
 */
const PER_MINUTE = 6_000
/** A price that changed is shown wrong until it is told. */
const NOTIFICATIONS_PER_MINUTE = 12_000
const RANGE = { least: 1, most: 45_000 }

/** @param orNothing reads a setting, or notes the problem with it */
export function paceLimits(root: SettingsReader, orNothing: (read: () => number) => number | undefined): PaceLimits {
  const limit = (field: string, usual = PER_MINUTE) => orNothing(() => root.number(field, usual, RANGE)) ?? usual
  return {
    catalog: limit('catalogCallsPerMinute'),
    suggestions: limit('suggestionsPerMinute'),
    notifications: limit('notificationsPerMinute', NOTIFICATIONS_PER_MINUTE),
  }
}
