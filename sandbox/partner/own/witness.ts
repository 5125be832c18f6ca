import http from 'node:http'
import https from 'node:https'

import { listenOnLoopback, type LoopbackServer } from '../../platform/loopbackServer'
import type { StoreCall } from '../store'
import type { NameOf } from './operationNames'

export interface Witness extends LoopbackServer {
  readonly calls: StoreCall[]
}

/** Stands on loopback in front of a server, passes everything on as it is, and writes down what was asked and answered. */
export async function witness(target: URL, nameOf: NameOf): Promise<Witness> {
  const calls: StoreCall[] = []
  const { request } = target.protocol === 'https:' ? https : http
  const server = await listenOnLoopback((incoming, outgoing) => {
    const startedAt = Date.now()
    const step = nameOf(incoming.method ?? '', new URL(incoming.url ?? '/', target).pathname)
    outgoing.once('close', () => {
      const status = outgoing.writableFinished ? outgoing.statusCode : 0
      const at = new Date(startedAt).toISOString()
      calls.push({ at, step, user: 'connector', status, ok: status >= 200 && status < 400, ms: Date.now() - startedAt })
    })
    const onward = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: { ...incoming.headers, host: target.host } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.on('error', () => outgoing.destroy()).pipe(outgoing)
      },
    )
    // No answer is passed on as no answer.
    onward.on('error', () => outgoing.destroy())
    outgoing.once('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  return { ...server, calls }
}
