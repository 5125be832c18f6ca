import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

/** Ways of not answering, or of answering what cannot be read. */
export type Misbehaviour =
  /** The connection ends before the body of the request was read. */
  | 'resetUnread'
  /** The connection ends after the request was read: the work may have been done. */
  | 'resetRead'
  /** Nothing comes, the connection stays. */
  | 'silent'
  /** A good beginning, one byte every 50 ms, for ever. */
  | 'drip'
  /** 5 MB of valid JSON. */
  | 'flood'
  /** 32 kB that unpack to 32 MB. */
  | 'bomb'
  /** Says gzip, is none. */
  | 'falseGzip'
  /** Promises more bytes than it sends, then hangs up. */
  | 'cutShort'

/** In everything a lying partner sends: must be found nowhere afterwards. */
export const MARKER = 'Zzlyingmarker'

const JSON_TYPE = { 'content-type': 'application/json' }
let bomb: Buffer | undefined

export async function misbehave(kind: Misbehaviour, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (kind === 'resetUnread') return void response.destroy()
  if (!request.readableEnded) for await (const _chunk of request);
  switch (kind) {
    case 'resetRead':
      return void response.destroy()
    case 'silent':
      return
    case 'drip': {
      const text = `{"leak":"${MARKER}","more":"`
      let sent = 0
      response.writeHead(200, JSON_TYPE)
      const tap = setInterval(() => response.write(text[sent++] ?? 'x'), 50)
      return void response.once('close', () => clearInterval(tap))
    }
    case 'flood':
      return void response.writeHead(200, JSON_TYPE).end(JSON.stringify({ leak: MARKER, more: 'x'.repeat(5 << 20) }))
    case 'bomb':
      bomb ??= gzipSync(JSON.stringify({ leak: MARKER, more: 'x'.repeat(32 << 20) }))
      return void response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(bomb)
    case 'falseGzip':
      return void response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(`{"leak":"${MARKER}"}`)
    case 'cutShort':
      response.writeHead(200, { ...JSON_TYPE, 'content-length': '5000' })
      return void response.write(`{"leak":"${MARKER}"`, () => response.destroy())
  }
}
