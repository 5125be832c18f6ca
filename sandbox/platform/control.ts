import type { IncomingMessage, ServerResponse } from 'node:http'

import { isObject } from '../isObject'
import type { InstallationChange } from './platform'
import { EVENT_MODES, type EventMode } from './courier'
import { answerJson } from './httpAnswer'
import type { LogLine } from './platformLog'
import { readBody } from './readBody'
import type { OrderBroadcast } from './ordersBroadcast'
import type { FiredJob, StoredJob } from './scheduler'
import type { StoredDocument } from './storedDocuments'
import { UnknownTenant } from './tenant'
import { VBASE_MODES, type VBaseMode } from './vbase'

/** What a test outside the process may do to the sandbox (DESIGN §4). */
export interface Controls {
  tick(): Promise<FiredJob[]>
  advanceClock(seconds: number): Promise<void>
  setEvents(mode: EventMode): void
  setVBase(mode: VBaseMode): void
  broadcastOrder(account: string, change: OrderBroadcast): void
  changeInstallation(account: string, workspace: string, change: InstallationChange): Promise<void>
  jobs(): readonly StoredJob[]
  loseJobs(account: string): Promise<number>
  denyResource(key: string): void
  grantResource(key: string): void
  storedDocuments(prefix: string): Promise<readonly StoredDocument[]>
  log(source?: string): readonly LogLine[]
  /** Workers as they are now: one that was killed has a successor. */
  readonly pids: { readonly main: number; readonly workers: readonly number[] }
  readonly clock: { now(): number; offsetMs: number }
}

class BadControlRequest extends Error {}

const BODY_LIMIT_BYTES = 10_000

/**
 * `POST /tick`, `POST /clock`, `POST /events`, `POST /vbase`, `GET /vbase?prefix=`, `GET /log`; `GET /` names the processes.
 * `POST /broadcast`, `POST /installation`, `GET /jobs`, `POST /jobs/lose`, `POST /resources`: README.md.
 */
export const controlHandler = (controls: Controls) => async (request: IncomingMessage, response: ServerResponse) => {
  const url = new URL(request.url ?? '/', 'http://control')
  try {
    const work = ROUTES[`${request.method} ${url.pathname}`]
    if (!work) return answerJson(response, 404, { message: `Known are ${Object.keys(ROUTES).join(', ')}` })
    const body = request.method === 'POST' ? parseBody((await readBody(request, BODY_LIMIT_BYTES)).toString()) : {}
    return answerJson(response, 200, await work(controls, body, url.searchParams))
  } catch (error) {
    if (!(error instanceof BadControlRequest || error instanceof UnknownTenant)) throw error
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
  'POST /broadcast': (controls, { account, ...change }) => {
    for (const name of ['orderId', 'currentState', 'lastState', 'currentChangeDate', 'lastChangeDate']) {
      requireText(change, name)
    }
    controls.broadcastOrder(requireText({ account }, 'account'), change as unknown as OrderBroadcast)
    return { sent: true }
  },
  'POST /installation': async (controls, body) => {
    const [account, workspace] = [requireText(body, 'account'), requireText(body, 'workspace')]
    const change = oneOf(['install', 'uninstall', 'link'] as const, body.change)
    await controls.changeInstallation(account, workspace, change)
    return { change }
  },
  'GET /jobs': (controls) => ({ jobs: controls.jobs() }),
  'POST /jobs/lose': async (controls, body) => ({ lost: await controls.loseJobs(requireText(body, 'account')) }),
  'POST /resources': (controls, { deny = [], grant = [] }) => {
    for (const key of textsOf(deny)) controls.denyResource(key)
    for (const key of textsOf(grant)) controls.grantResource(key)
    return { deny, grant }
  },
  'GET /vbase': async (controls, _body, query) => ({ data: await controls.storedDocuments(query.get('prefix') ?? '') }),
  'GET /log': (controls, _body, query) => ({ lines: controls.log(query.get('source') ?? undefined) }),
}

function requireText(body: Body, name: string): string {
  const value = body[name]
  if (typeof value !== 'string' || value === '') throw new BadControlRequest(`${name} must be a text`)
  return value
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value as string[]
  throw new BadControlRequest('deny and grant must be lists of resource keys')
}

function oneOf<T extends string>(choices: readonly T[], value: unknown): T {
  const choice = choices.find((candidate) => candidate === value)
  if (choice === undefined) throw new BadControlRequest(`must be one of ${choices.join(', ')}`)
  return choice
}

function parseBody(text: string): Body {
  if (text.trim() === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (isObject(body)) return body as Body
  } catch {
    // Told below.
  }
  throw new BadControlRequest('The body must be a JSON object')
}
