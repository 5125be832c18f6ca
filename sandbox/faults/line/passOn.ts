import { request as httpRequest, type Agent } from 'node:http'

import { answerHeaders, requestHeaders } from '../../platform/forwardedHeaders'
import type { OnTheLine } from './faultyLine'

/** An answer that has arrived whole. */
export interface WholeAnswer {
  readonly status: number
  /** Names and values in turn, as `writeHead` takes them. */
  readonly headers: readonly string[]
  readonly body: Buffer
}

/** Hands a request to `origin`. @returns undefined when no whole answer comes */
export function passOn(
  { method, url, headers, body }: OnTheLine,
  origin: string,
  agent: Agent,
): Promise<WholeAnswer | undefined> {
  const { hostname, port } = new URL(origin)
  const { 'transfer-encoding': _framing, ...passed } = requestHeaders(headers)
  // Not of this hop: the platform's proxy behind the line asks for it.
  const credential = headers['proxy-authorization']
  return new Promise((resolve) => {
    const request = httpRequest({
      hostname,
      port,
      method,
      path: url,
      agent,
      headers: {
        ...passed,
        ...(credential === undefined ? {} : { 'proxy-authorization': credential }),
        ...(body.length > 0 ? { 'content-length': body.length } : {}),
      },
    })
    request.on('error', () => resolve(undefined))
    request.on('response', (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', () => resolve(undefined))
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, headers: answerHeaders(answer), body: Buffer.concat(chunks) }),
      )
    })
    request.end(body)
  })
}
