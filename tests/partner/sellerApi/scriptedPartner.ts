import http from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

import { misbehave, type Misbehaviour } from './misbehaviour'
import { PartnerDocument } from './partnerDocument'

export interface PartnerCall {
  /** `operationId` of the document, or `unknown`. */
  readonly operation: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
  /** Where the request departs from docs/partner-api.yaml; empty when it is in order. */
  readonly departures: readonly string[]
}

/** What is answered: `body` as JSON, or `text` as it is. */
export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly text?: string
  /** Milliseconds it takes. */
  readonly after?: number
}

/** A function decides when the request was read, and may do the work before it answers badly. */
export type Script = Reply | Misbehaviour | ((call: PartnerCall) => Reply | Misbehaviour)

export const problem = (status: number, code: string, more: object = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: { type: 'about:blank', title: code, status, code, ...more },
})

/** Longer than any client keeps an idle connection, so that none meets one that is just being closed. */
const KEEP_ALIVE_MS = 65_000

/**
 * A partner that answers what it is told to. It takes requests at its own address, and as an HTTP proxy for whatever
 * host, so that a client can be tested without a platform around it.
 */
export class ScriptedPartner {
  readonly calls: PartnerCall[] = []
  /** How each exchange ended, in the order they did: the answer was handed over whole, or the connection was cut. */
  readonly ends: { readonly operation: string; readonly how: 'answered' | 'cut' }[] = []
  private readonly document = new PartnerDocument()
  private readonly scripts = new Map<string, Script[]>()
  private readonly standing = new Map<string, Script>()
  private readonly watchers = new Set<() => void>()
  private readonly server = http.createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => void this.take(request, response),
  )

  /** @param usual what is answered while nothing else is scripted, by `operationId` */
  constructor(private readonly usual: Readonly<Record<string, Script>>) {}

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close() {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** The next calls of an operation are answered so, one by one; then it is as usual again. */
  next(operation: string, ...scripts: Script[]) {
    this.scripts.set(operation, [...(this.scripts.get(operation) ?? []), ...scripts])
  }

  /** Until `forget`, when nothing is scripted for the next call. */
  always(operation: string, script: Script) {
    this.standing.set(operation, script)
  }

  forget() {
    this.scripts.clear()
    this.standing.clear()
    this.calls.length = 0
    this.ends.length = 0
  }

  callsOf(operation: string): PartnerCall[] {
    return this.calls.filter((call) => call.operation === operation)
  }

  /** Resolves when an exchange of this operation has ended, and says how. */
  async ended(operation: string): Promise<'answered' | 'cut'> {
    for (;;) {
      const end = this.ends.find((one) => one.operation === operation)
      if (end) return end.how
      await new Promise<void>((resolve) => this.watchers.add(resolve))
    }
  }

  private async take(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://partner')
    const operation = this.document.operationOf(request.method ?? '', url) ?? 'unknown'
    response.once('close', () => {
      this.ends.push({ operation, how: response.writableFinished ? 'answered' : 'cut' })
      for (const tell of this.watchers) tell()
      this.watchers.clear()
    })
    const script =
      this.scripts.get(operation)?.shift() ??
      this.standing.get(operation) ??
      this.usual[operation] ??
      problem(404, 'not-here')
    const asked = { operation, path: url.pathname, query: url.searchParams, headers: request.headers }
    if (typeof script === 'string') {
      this.calls.push({ ...asked, body: undefined, departures: [] })
      return misbehave(script, request, response)
    }
    const body = await bodyOf(request)
    const wire = { method: request.method ?? '', url, headers: request.headers, body }
    const call = { ...asked, body, departures: this.document.departures(wire) }
    this.calls.push(call)
    const reply = typeof script === 'function' ? script(call) : script
    if (typeof reply === 'string') return misbehave(reply, request, response)
    if (reply.after !== undefined) await pause(reply.after)
    const { status = 200, headers = { 'content-type': 'application/json' }, text = JSON.stringify(reply.body) } = reply
    response.writeHead(status, headers).end(status === 204 ? undefined : text)
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return text === '' ? undefined : (JSON.parse(text) as unknown)
}
