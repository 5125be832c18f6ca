import { randomUUID } from 'node:crypto'
import { request as httpRequest, type Agent } from 'node:http'

import { tenantHeaders } from './edgeHeaders'
import type { PendingEvent } from './eventJournal'
import type { Tenant } from './tenant'

export interface DeliveryOptions {
  readonly tenant: Tenant
  readonly production: boolean
  /** Port of the worker that gets the event. */
  readonly port: number
  readonly agent: Agent
  readonly timeoutMs: number
}

/** Hands an event to its handler. @returns the handler's status, or why there is none; a handler that is late works on, beside its own repetition */
export function deliverEvent(event: PendingEvent, options: DeliveryOptions): Promise<number | string> {
  const { tenant, production, port, agent, timeoutMs } = options
  return new Promise((resolve) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: `/${event.account}/${event.workspace}/_events`,
        agent,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(event.body),
          'x-event-handler-id': event.handlerId,
          'x-event-key': event.key,
          'x-event-sender': event.sender,
          'x-event-subject': event.subject,
          'x-request-id': randomUUID(),
          ...tenantHeaders(tenant, production, event.operationId),
        },
      },
      (response) => {
        response.resume()
        resolve(response.statusCode!)
      },
    )
    const timer = setTimeout(() => resolve('timeout'), timeoutMs)
    request.on('close', () => clearTimeout(timer))
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    request.end(event.body)
  })
}
