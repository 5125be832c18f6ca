import http from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What happens to the next request whose GraphQL operation has this name. */
export type Trouble =
  /** The shop does its work, its answer never arrives. */
  | 'loseAnswer'
  /** The shop is never reached; the caller sees the connection end. */
  | 'loseRequest'
  /** The answer comes one byte at a time, for ever. */
  | 'drip'
  /** An answer far larger than any real one. */
  | 'flood'
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }

export interface SeenRequest {
  readonly operation: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
}

/** Longer than any client keeps an idle connection, so that none meets one that is just being closed. */
const KEEP_ALIVE_MS = 65_000

const SANDBOX_NAME = /^partner-(\d+)\.sandbox\.test$/

/** The way from the connector to shops on loopback: an HTTP proxy that can be told to misbehave, once per trouble. */
export class TroubledRoad {
  readonly seen: SeenRequest[] = []
  private readonly troubles = new Map<string, Trouble[]>()
  private readonly server = http.createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => void this.carry(request, response),
  )

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close() {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  trouble(operation: string, trouble: Trouble) {
    this.troubles.set(operation, [...(this.troubles.get(operation) ?? []), trouble])
  }

  private async carry(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of request) {
      chunks.push(chunk as Buffer)
    }
    const body = Buffer.concat(chunks)
    const { operationName } = JSON.parse(body.toString('utf8')) as { operationName: string }
    this.seen.push({ operation: operationName, url: request.url ?? '', headers: request.headers })
    const trouble = this.troubles.get(operationName)?.shift()
    switch (trouble) {
      case undefined:
        return this.forward(request, body, (answer, from) => {
          response.writeHead(from.statusCode ?? 502, from.headers).end(answer)
        })
      case 'loseAnswer':
        return this.forward(request, body, () => response.destroy())
      case 'loseRequest':
        return void response.destroy()
      case 'drip': {
        response.writeHead(200, { 'content-type': 'application/json' })
        const tap = setInterval(() => response.write(' '), 20)
        return void response.once('close', () => clearInterval(tap))
      }
      case 'flood':
        return void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ data: { padding: 'x'.repeat(5 * 1024 * 1024) } }))
      default:
        return void response
          .writeHead(trouble.status, { 'content-type': 'application/json', ...trouble.headers })
          .end(trouble.body ?? '{}')
    }
  }

  private forward(request: IncomingMessage, body: Buffer, done: (answer: Buffer, from: IncomingMessage) => void) {
    const url = new URL(request.url ?? '')
    const port = SANDBOX_NAME.exec(url.hostname)?.[1]
    const onward = http.request(
      // A connection of its own: the shop closes idle ones after 5 s, in the middle of a request if need be.
      { agent: false, host: '127.0.0.1', port, path: url.pathname, method: request.method, headers: request.headers },
      (from) => {
        const chunks: Buffer[] = []
        from.on('data', (chunk: Buffer) => chunks.push(chunk))
        from.on('end', () => done(Buffer.concat(chunks), from))
      },
    )
    onward.once('error', () => request.socket.destroy())
    onward.end(body)
  }
}
