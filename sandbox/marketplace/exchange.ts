import http from 'node:http'
import https from 'node:https'
import { gunzipSync } from 'node:zlib'

/** Where a public host is served in the sandbox, e.g. `http://127.0.0.1:4001`; undefined = nobody serves it. */
export type ResolveHost = (host: string) => string | undefined

export interface Exchange {
  /** 0 when no complete answer came; `failure` then says why. */
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly content: Buffer
  readonly failure?: 'timeout' | 'unreachable'
}

export interface Call {
  readonly method: string
  /** The public address: its host is resolved, and still sent as the Host header. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** By this clock, from before the connection to the last byte of the answer. */
  readonly timeoutMs: number
}

/** Node servers drop idle connections after 5 s: ours are given up earlier, never at the moment they are used. */
const IDLE_CONNECTION_MS = 4_000

const LOOPBACK = new Set(['127.0.0.1', 'localhost'])

const failed = (failure: Exchange['failure']): Exchange => ({
  status: 0,
  headers: {},
  content: Buffer.alloc(0),
  failure,
})

const unpack = (headers: http.IncomingHttpHeaders, content: Buffer) =>
  headers['content-encoding'] === 'gzip' ? gunzipSync(content) : content

/** Calls public https addresses that live on loopback. */
export class Outbound {
  private readonly agents = {
    'http:': new http.Agent({ keepAlive: true, timeout: IDLE_CONNECTION_MS }),
    'https:': new https.Agent({ keepAlive: true, timeout: IDLE_CONNECTION_MS }),
  }

  constructor(private readonly resolveHost: ResolveHost) {}

  /** Never rejects: a call without an answer has status 0. */
  call({ method, url, headers, body, timeoutMs }: Call): Promise<Exchange> {
    const origin = this.resolveHost(url.host) ?? (LOOPBACK.has(url.hostname) ? url.origin : undefined)
    if (!origin) return Promise.resolve(failed('unreachable'))
    const target = new URL(url.pathname + url.search, origin)
    const secure = target.protocol === 'https:'
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const options = {
      method,
      agent: this.agents[secure ? 'https:' : 'http:'],
      headers: { ...headers, ...length, host: url.host },
    }
    return new Promise((resolve) => {
      const request = (secure ? https : http).request(target, options)
      const cut = setTimeout(() => {
        resolve(failed('timeout'))
        request.destroy()
      }, timeoutMs)
      const fail = () => {
        clearTimeout(cut)
        resolve(failed('unreachable'))
      }
      request.on('error', fail)
      request.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', fail)
        response.on('end', () => {
          clearTimeout(cut)
          const { statusCode = 0, headers: received } = response
          resolve({ status: statusCode, headers: received, content: unpack(received, Buffer.concat(chunks)) })
        })
      })
      request.end(body)
    })
  }

  close() {
    for (const agent of Object.values(this.agents)) agent.destroy()
  }
}
