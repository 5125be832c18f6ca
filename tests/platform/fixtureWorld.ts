import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Platform, PlatformOptions } from '../../sandbox/platform/platform'
import { startPlatform } from '../../sandbox/platform/startPlatform'

export const FIXTURE_APP = join(__dirname, 'fixture-app')

export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A server that writes down what reaches it and answers 200. */
export interface Witness {
  readonly port: number
  readonly origin: string
  readonly seen: SeenRequest[]
  close(): Promise<void>
}

export async function startWitness(): Promise<Witness> {
  const seen: SeenRequest[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      seen.push({ method: request.method!, url: request.url!, headers: request.headers, body })
      response.setHeader('content-type', 'application/json').end('{"seen":true}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    seen,
    close: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  }
}

export const newDataDir = () => mkdtempSync(join(tmpdir(), 'platform-'))
export const removeDataDir = (folder: string) => rmSync(folder, { recursive: true, force: true })

/** The fixture app on the platform: account `shop` in master and in a development workspace, account `other` in master. */
export function startFixture(options: Partial<PlatformOptions> & Pick<PlatformOptions, 'dataDir'>): Promise<Platform> {
  return startPlatform({
    appDir: FIXTURE_APP,
    tenants: [
      { account: 'shop', settings: { appKey: 'vtexappkey-shop', appToken: 'secret' } },
      { account: 'shop', workspace: 'dev', settings: {} },
      { account: 'other', settings: {} },
    ],
    marketplaceUrl: 'http://127.0.0.1:9',
    ...options,
  })
}
