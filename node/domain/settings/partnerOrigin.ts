import { SettingsError } from '../errors'

/** Hosts that are never a partner: VTEX's own and names that only resolve inside a network. */
const FORBIDDEN_SUFFIXES = [
  'vtex.com',
  'vtex.com.br',
  'vtex.io',
  'myvtex.com',
  'vtexcommercestable.com.br',
  'vtexcommercebeta.com.br',
  'vtexinternal.com',
  'vtexinternal.com.br',
  'vtexpayments.com.br',
  'vtexpayments.com',
  'localhost',
  'local',
  'internal',
]

/**
 * The https origin of a partner's shop.
 * @throws SettingsError for anything that could lead a request somewhere else: another scheme, a path, credentials,
 * an IP address, a port, a VTEX or internal host (server-side request forgery)
 */
export function partnerOrigin(text: string, field: string): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new SettingsError(field, 'must be a URL such as https://shop.example')
  }
  if (url.protocol !== 'https:') throw new SettingsError(field, 'must begin with https://')
  if (url.username || url.password) throw new SettingsError(field, 'must not contain a user name or password')
  if (url.pathname !== '/' || url.search || url.hash) {
    throw new SettingsError(field, 'must be an origin without path: the connector adds the path of the platform')
  }
  if (url.port) throw new SettingsError(field, 'must use the standard https port')
  requirePublicHost(url.hostname, field)
  return url.origin
}

/** @throws SettingsError for IP addresses, VTEX's own hosts and names that only resolve inside a network */
export function requirePublicHost(host: string, field: string): void {
  if (/^[\d.]+$/.test(host) || host.startsWith('[') || host.endsWith('.') || !host.includes('.')) {
    throw new SettingsError(field, 'must be a public host name, not an IP address')
  }
  if (FORBIDDEN_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`))) {
    throw new SettingsError(field, `must not be a VTEX or internal host (${host})`)
  }
}
