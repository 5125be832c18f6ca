import { SettingsError } from '../errors'
import type { SettingsReader } from './settingsReader'

/** `observe`: nothing is sent unless switched on; `live`: everything is. */
export type SellerMode = 'observe' | 'live'

/** What of a seller goes out; what is off is written down as not sent. */
export interface SendSwitches {
  /** Change notifications and suggestions. */
  readonly content: boolean
  readonly price: boolean
  readonly stock: boolean
  /** false: new orders are refused; orders that were placed go on to their end. */
  readonly orders: boolean
}

const MODES: readonly SellerMode[] = ['observe', 'live']
const KINDS = ['content', 'price', 'stock', 'orders'] as const

/**
 * Going live step by step: a list in `sends` is the whole truth in either mode; without one, `mode` decides.
 * @throws SettingsError naming `sends` for a word that is none of the four
 */
export function sendSwitches(read: SettingsReader, path: string): ModeOf {
  const mode = read.oneOf('mode', MODES, 'live')
  const named = new Set(read.list('sends', mode === 'live' ? KINDS : []))
  const unknown = [...named].find((word) => !KINDS.some((kind) => kind === word))
  if (unknown !== undefined) throw new SettingsError(`${path}.sends`, `must be a list of ${KINDS.join(', ')}`)
  const [content, price, stock, orders] = KINDS.map((kind) => named.has(kind))
  return { mode, sends: { content, price, stock, orders } }
}

interface ModeOf {
  readonly mode: SellerMode
  readonly sends: SendSwitches
}
