import type { IncomingMessage, ServerResponse } from 'node:http'

import { EVENT_MODES, type EventMode } from './courier'
import { answerJson } from './httpAnswer'
import type { LogLine } from './platformLog'
import { readBody } from './readBody'
import type { FiredJob } from './scheduler'
import type { StoredDocument } from './storedDocuments'
import { VBASE_MODES, type VBaseMode } from './vbase'

/** What a test outside the process may do to the sandbox (DESIGN §4). */
export interface Controls {
  tick(): Promise<FiredJob[]>
  advanceClock(seconds: number): Promise<void>
  setEvents(mode: EventMode): void
  setVBase(mode: VBaseMode): void
  storedDocuments(prefix: string): Promise<readonly StoredDocument[]>
  log(source?: string): readonly LogLine[]
  /** Workers as they are now: one that was killed has a successor. */
  readonly pids: { readonly main: number; readonly workers: readonly number[] }
  readonly clock: { now(): number; offsetMs: number }
}

class BadControlRequest extends Error {}

const BODY_LIMIT_BYTES = 10_000

/** `POST /tick`, `POST /clock`, `POST /events`, `POST /vbase`, `GET /vbase?prefix=`, `GET /log`; `GET /` names the processes. */
export const controlHandler = (controls: Controls) => async (request: IncomingMessage, response: ServerResponse) => {
  const url = new URL(request.url ?? '/', 'http://control')
  try {
    const work = ROUTES[`${request.method} ${url.pathname}`]
    if (!work) return answerJson(response, 404, { message: `Known are ${Object.keys(ROUTES).join(', ')}` })
    const body = request.method === 'POST' ? parseBody((await readBody(request, BODY_LIMIT_BYTES)).toString()) : {}
    return answerJson(response, 200, await work(controls, body, url.searchParams))
  } catch (error) {
    if (!(error instanceof BadControlRequest)) throw error
    return answerJson(response, 400, { message: error.message })
  }
}

type Body = Readonly<Record<string, unknown>>

const ROUTES: Record<string, (controls: Controls, body: Body, query: URLSearchParams) => unknown> = {
  'GET /': (controls) => ({ pid: controls.pids.main, workers: controls.pids.workers }),
  'POST /tick': async (controls) => ({ jobs: await controls.tick() }),
  'POST /clock': async (controls, { advanceSeconds }) => {
    if (typeof advanceSeconds !== 'number' || !Number.isFinite(advanceSeconds) || advanceSeconds < 0) {
      throw new BadControlRequest('advanceSeconds must be a number of seconds, 0 or more')
    }
    await controls.advanceClock(advanceSeconds)
    const { clock } = controls
    return { now: new Date(clock.now()).toISOString(), offsetSeconds: clock.offsetMs / 1000 }
  },
  'POST /events': (controls, { mode }) => {
    controls.setEvents(oneOf(EVENT_MODES, mode))
    return { mode }
  },
  'POST /vbase': (controls, { mode }) => {
    controls.setVBase(oneOf(VBASE_MODES, mode))
    return { mode }
  },
  'GET /vbase': async (controls, _body, query) => ({ data: await controls.storedDocuments(query.get('prefix') ?? '') }),
  'GET /log': (controls, _body, query) => ({ lines: controls.log(query.get('source') ?? undefined) }),
}

function oneOf<T extends string>(choices: readonly T[], value: unknown): T {
  const choice = choices.find((candidate) => candidate === value)
  if (choice === undefined) throw new BadControlRequest(`mode must be one of ${choices.join(', ')}`)
  return choice
}

function parseBody(text: string): Body {
  if (text.trim() === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body
  } catch {
    // Told below.
  }
  throw new BadControlRequest('The body must be a JSON object')
}
