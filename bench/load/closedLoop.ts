import { Agent, request as httpRequest, type RequestOptions } from 'node:http'

import type { LoadPlan, LoadRequest, LoadResult } from './loadPlan'

/** Longer than anything VTEX waits for: a request that takes so long is lost. */
const LOST_AFTER_MS = 15_000
const MOST_REFUSALS = 5

interface Answer {
  readonly status: number
  readonly text: string
}

/** Runs a plan; every sample is kept. */
export async function closedLoop(plan: LoadPlan): Promise<LoadResult> {
  const { connections, most, requests, seconds } = plan
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const starts: number[] = []
  const latencies: number[] = []
  const statuses: number[] = []
  const refusals: string[] = []
  let wrongPrices = 0
  let sent = 0
  const startedAt = performance.timeOrigin + performance.now()
  const begin = performance.now()

  async function connection() {
    while (sent < most && performance.now() - begin < seconds * 1_000) {
      const index = sent++
      const next = requests[index % requests.length]!
      const start = performance.now()
      const answer = await send(agent, plan, next)
      latencies[index] = performance.now() - start
      starts[index] = start - begin
      statuses[index] = answer.status
      if (answer.status !== 200 && refusals.length < MOST_REFUSALS) refusals.push(answer.text)
      if (next.price !== undefined && answer.status === 200 && priceIn(answer.text) !== next.price) wrongPrices++
    }
  }

  await Promise.all(Array.from({ length: connections }, connection))
  const elapsed = (performance.now() - begin) / 1_000
  agent.destroy()
  return {
    startedAt,
    seconds: elapsed,
    starts: Float64Array.from(starts),
    latencies: Float64Array.from(latencies),
    statuses: Uint16Array.from(statuses),
    refusals,
    wrongPrices,
  }
}

function send(agent: Agent, plan: LoadPlan, { path, body, by = 0 }: LoadRequest): Promise<Answer> {
  const options: RequestOptions = {
    agent,
    host: '127.0.0.1',
    port: plan.port,
    method: 'POST',
    path,
    timeout: LOST_AFTER_MS,
    headers: { ...plan.headers[by], 'content-length': Buffer.byteLength(body) },
  }
  return new Promise((resolve) => {
    const lost = () => resolve({ status: 0, text: '' })
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString() }))
      response.on('error', lost)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', lost)
    request.end(body)
  })
}

function priceIn(text: string): number | undefined {
  const { items } = JSON.parse(text) as { items?: readonly { price?: number }[] }
  return items?.[0]?.price
}
