import type { IncomingHttpHeaders } from 'node:http'

/** The VtexId token of a call: the header apps and scripts send, else the cookie a browser sends. */
export function userTokenOf(headers: IncomingHttpHeaders): string | undefined {
  const header = headers.vtexidclientautcookie
  if (typeof header === 'string' && header !== '') return header
  return /(?:^|;\s*)VtexIdclientAutCookie=([^;]+)/.exec(headers.cookie ?? '')?.[1]
}
