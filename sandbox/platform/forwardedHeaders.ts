import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http'

/** Meant for one connection only (RFC 9110 §7.6.1); the next hop makes its own. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** The headers of a request that may be passed on. A streamed body stays streamed. */
export function requestHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const passed: OutgoingHttpHeaders = {}
  for (const name in headers) {
    if (!HOP_BY_HOP.has(name)) passed[name] = headers[name]
  }
  if (headers['transfer-encoding'] !== undefined) passed['transfer-encoding'] = 'chunked'
  return passed
}

/** The headers of an answer, names and repetitions untouched, as `writeHead` takes them. */
export function answerHeaders(answer: IncomingMessage): string[] {
  const passed: string[] = []
  const raw = answer.rawHeaders
  for (let index = 0; index < raw.length; index += 2) {
    if (!HOP_BY_HOP.has(raw[index]!.toLowerCase())) passed.push(raw[index]!, raw[index + 1]!)
  }
  return passed
}

export const hasBody = (headers: IncomingHttpHeaders) =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
