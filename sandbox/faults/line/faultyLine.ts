import { Agent, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

import { listenOnLoopback, type LoopbackServer } from '../../platform/loopbackServer'
import { readBody } from '../../platform/readBody'
import { passOn, type WholeAnswer } from './passOn'
import type { Treatment } from './treatment'

/** One request on a line, with its whole body. */
export interface OnTheLine {
  readonly method: string
  /** Absolute for calls of a worker, which go through its proxy. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export interface LineOptions {
  /** Where requests go; asked for each of them. */
  readonly origin: () => string
  readonly treat: (request: OnTheLine) => Treatment
  /** Sees every exchange the other side answered, before the caller does. */
  readonly saw?: (request: OnTheLine, answer: WholeAnswer) => void
  /** Kills the caller. */
  readonly kill?: () => void
  /** Stops the caller for longer than its leases; resolves when it runs again. */
  readonly standStill?: () => Promise<void>
  /** Changes what passes, for self-checks. */
  readonly rewriting?: Rewriting
}

export interface Rewriting {
  out(request: OnTheLine): OnTheLine
  back?(request: OnTheLine, answer: WholeAnswer): WholeAnswer
}

const BODY_LIMIT_BYTES = 20_000_000
const IDLE_CONNECTION_MS = 4_000
/** Longer than the longest budget of a call (10 s): whoever reads it gives up first. */
const DRIP_MS = 12_000
const DRIP_EVERY_MS = 300

/** A wire between two sides that breaks as it is told to. Listens on loopback. */
export class FaultyLine {
  private readonly agent = new Agent({ keepAlive: true, maxFreeSockets: 256, timeout: IDLE_CONNECTION_MS })
  private server: LoopbackServer | undefined

  constructor(private readonly options: LineOptions) {}

  async listen(): Promise<string> {
    this.server = await listenOnLoopback((request, response) => void this.handle(request, response))
    return this.server.origin
  }

  async close() {
    await this.server?.close()
    this.agent.destroy()
  }

  private async handle(request: IncomingMessage, response: ServerResponse) {
    let body: Buffer
    try {
      body = await readBody(request, BODY_LIMIT_BYTES)
    } catch {
      response.destroy()
      return
    }
    const seen = { method: request.method ?? 'GET', url: request.url ?? '/', headers: request.headers, body }
    const ask = async () => {
      const { rewriting } = this.options
      const told = await passOn(rewriting?.out(seen) ?? seen, this.options.origin(), this.agent)
      const answer = told && (rewriting?.back?.(seen, told) ?? told)
      if (answer) this.options.saw?.(seen, answer)
      return answer
    }
    await this.carryOut(this.options.treat(seen), ask, response)
  }

  private async carryOut(
    treatment: Treatment,
    ask: () => Promise<WholeAnswer | undefined>,
    response: ServerResponse,
  ): Promise<void> {
    switch (treatment.kind) {
      case 'pass':
        return write(response, await ask())
      case 'delay':
        await pause(treatment.ms)
        return write(response, await ask())
      case 'answer':
        return write(response, wireAnswer(treatment.status, treatment.headers))
      case 'dropRequest':
        return void response.destroy()
      case 'dropAnswer':
        await ask()
        return void response.destroy()
      case 'drip':
        return drip(response, await ask())
      case 'twice':
        write(response, await ask())
        return void (await ask())
      case 'later':
        write(response, wireAnswer(204))
        await pause(treatment.ms)
        return void (await ask())
      case 'kill':
        if (treatment.when === 'after') await ask()
        this.options.kill?.()
        return void response.destroy()
      case 'pause': {
        const answer = await ask()
        await this.options.standStill?.()
        return write(response, answer)
      }
    }
  }
}

const wireAnswer = (status: number, headers: Readonly<Record<string, string>> = {}): WholeAnswer => ({
  status,
  headers: Object.entries({ 'content-type': 'application/json', ...headers }).flat(),
  body: Buffer.from(status === 204 ? '' : JSON.stringify({ code: 'Fault', message: 'The wire is disturbed' })),
})

/** No answer of the other side: the connection breaks here too. */
function write(response: ServerResponse, answer: WholeAnswer | undefined) {
  if (!answer || response.destroyed) return void response.destroy()
  response.writeHead(answer.status, [...answer.headers])
  response.end(answer.body)
}

async function drip(response: ServerResponse, answer: WholeAnswer | undefined) {
  if (!answer) return void response.destroy()
  response.writeHead(answer.status, [...answer.headers])
  for (let sent = 0; sent * DRIP_EVERY_MS < DRIP_MS && !response.destroyed; sent++) {
    response.write(answer.body.subarray(sent, sent + 1))
    await pause(DRIP_EVERY_MS)
  }
  response.destroy()
}
