import { SettingsError } from '../errors'
import { requirePublicHost } from './partnerOrigin'

const FIELD = 'alertUrl'
const SLACK = 'hooks.slack.com'

/**
 * Where new problems are told. Only addresses the manifest lets out: an incoming webhook of Slack, or a path below the
 * one the Seller API has.
 * @throws SettingsError
 */
export function alertUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (!URL.canParse(text))
    throw new SettingsError(FIELD, 'must be a URL such as https://alerts.example/external-seller/v1/alerts')
  const url = new URL(text)
  if (url.protocol !== 'https:') throw new SettingsError(FIELD, 'must begin with https://')
  if (url.username || url.password) throw new SettingsError(FIELD, 'must not contain a user name or password')
  if (url.port) throw new SettingsError(FIELD, 'must use the standard https port')
  requirePublicHost(url.hostname, FIELD)
  const isOpen =
    url.hostname === SLACK ? url.pathname.startsWith('/services/') : url.pathname.startsWith('/external-seller/v1/')
  if (!isOpen)
    throw new SettingsError(
      FIELD,
      `must be below https://${SLACK}/services/, or have a path below /external-seller/v1/`,
    )
  return url.href
}
