import type { Finding } from '../../../../domain/doctor/finding'
import type { ConnectorSettings, SettingsProblem } from '../../../../domain/settings/parseSettings'
import type { SellerSettings } from '../../../../domain/settings/sellerSettings'
import { webhookSecrets } from '../../../../domain/webhooks/webhookSecrets'
import type { AccountJob, Check, SellerJob } from '../doctorJob'

const NAME = 'settings'

/** Settings that belong to no seller, and the app key. */
export const generalSettings: Check<AccountJob> = {
  name: NAME,
  look: async ({ settings }) => [
    ...settings.problems.filter(({ sellerId }) => sellerId === undefined).map(wrong),
    ...(settings.sellers.size === 0 && settings.problems.length === 0
      ? [warning('The settings hold no seller', 'Fill sellers or sellersJson')]
      : []),
    ...(settings.appKeyPair
      ? []
      : [
          info(
            'No app key: invoices are sent with the token of the app, and no document says whether VTEX takes that (U-10)',
            'If the first invoice is refused with 401 or 403, fill appKey and appToken',
          ),
        ]),
  ],
}

/** What is wrong with a seller that cannot be used. */
export const wrongSettings = (settings: ConnectorSettings, id: string): Finding[] =>
  settings.problems.filter(({ sellerId }) => sellerId === id).map(wrong)

export const sellerSettings: Check<SellerJob> = {
  name: NAME,
  look: async ({ settings, id, work }) => {
    // As written: the standing of a paused seller is another check's.
    const seller = settings.sellers.get(id) ?? work.seller
    const found = remarks(seller)
    return found.some(({ level }) => level === 'error') ? found : [ok('Every setting can be used'), ...found]
  },
}

function remarks(seller: SellerSettings): Finding[] {
  const off = (['stock', 'price', 'content', 'orders'] as const).filter((kind) => !seller.sends[kind])
  const notNumbers = seller.salesChannels.filter((channel) => !/^\d+$/.test(channel))
  const short = webhookSecrets(seller.webhookSecret).some((secret) => secret.replace(/^whsec_/, '').length < 32)
  return [
    ...(notNumbers.length > 0
      ? [error(`salesChannels: ${notNumbers.join(', ')} is no trade policy`, 'Name trade policies by their numbers')]
      : []),
    ...(seller.active ? [] : [warning('active is off: simulations answer zero stock', 'Switch active on to sell')]),
    ...(off.length > 0
      ? [info(`Mode ${seller.mode}: ${off.join(', ')} not sent`, 'Name it in sends, or choose mode live, to send it')]
      : []),
    ...(seller.placementDeadlineMs > 2_500
      ? [
          warning(
            `placementDeadlineMs is ${seller.placementDeadlineMs}, and VTEX may give an order up after 2500`,
            'Stay at 2000 unless you measured that VTEX waits longer',
          ),
        ]
      : []),
    ...(seller.webhookSecret
      ? short
        ? [warning('webhookSecret is shorter than 24 bytes', 'Make a longer one and give it to the partner too')]
        : []
      : [
          info(
            'No webhookSecret: changes at the partner are seen at the next look',
            'Fill it when the partner can sign',
          ),
        ]),
  ]
}

const wrong = ({ field, message }: SettingsProblem): Finding =>
  error(message, `Correct ${field} in the settings of the app; it is read again within 30 seconds`)

const made =
  (level: Finding['level']) =>
  (message: string, fix: string): Finding => ({ check: NAME, level, message, fix })
const error = made('error')
const warning = made('warning')
const info = made('info')
const ok = (message: string): Finding => ({ check: NAME, level: 'ok', message })
