import { request as httpRequest } from 'node:http'

import type { JobBody } from './schedulerJob'

const CALL_TIMEOUT_MS = 60_000

/** Calls a job's public address by way of the edge. @returns status 0 and a reason when there is no answer */
export function callJob(
  { uri, method, headers, body }: JobBody['request'],
  resolveHost: (host: string) => string | undefined,
): Promise<{ status: number; problem?: string }> {
  const target = new URL(uri)
  const origin = resolveHost(target.host)
  if (origin === undefined) return Promise.resolve({ status: 0, problem: `${target.host} does not resolve` })
  const content = body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  return new Promise((resolve) => {
    const request = httpRequest(
      new URL(target.pathname + target.search, origin),
      {
        method,
        timeout: CALL_TIMEOUT_MS,
        agent: false,
        headers: { ...headers, host: target.host, 'content-length': Buffer.byteLength(content) },
      },
      (response) => {
        response.resume()
        resolve({ status: response.statusCode! })
      },
    )
    request.on('timeout', () => request.destroy(new Error('no answer in time')))
    request.on('error', (error) => resolve({ status: 0, problem: error.message }))
    request.end(content)
  })
}
