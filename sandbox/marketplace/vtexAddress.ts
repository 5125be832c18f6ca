import type { Step } from './steps/step'

/** What a public address means at the marketplace. */
export interface VtexAddress {
  readonly host: Step['host']
  readonly account: string
  readonly path: string
}

const ACCOUNT_HOST = /^(?:[a-z0-9-]+--)?([a-z0-9-]+)\.(?:vtexcommercestable\.com\.br|myvtex\.com)$/

/** Which account and API a public address means (PROTOCOL §1.2); undefined when it is none of VTEX's. */
export function vtexAddress(host: string, url: URL): VtexAddress | undefined {
  if (host === 'api.vtex.com') {
    const [, account, rest] = /^\/([^/]+)(\/.*)$/.exec(url.pathname) ?? []
    return account === undefined ? undefined : { host: 'api', account, path: rest }
  }
  if (host === 'portal.vtexcommercestable.com.br') {
    return { host: 'account', account: url.searchParams.get('an') ?? '', path: url.pathname }
  }
  const account = ACCOUNT_HOST.exec(host)?.[1]
  return account === undefined ? undefined : { host: 'account', account, path: url.pathname }
}
