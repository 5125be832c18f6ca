import { randomUUID } from 'node:crypto'
import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { AccountState } from './accountState'
import type { Disturbances } from './disturbance'
import type { Journal } from './journal'
import { parseBody, textOf } from './callBody'
import type { RateLimits } from './rateLimits'
import { findings, isObject, type Finding } from './shape'
import { decline, forbidden, refuse, type Caller, type Step, type StepAnswer, type StepRequest } from './steps/step'
import { vtexAddress, type VtexAddress } from './vtexAddress'

interface Route {
  readonly step: Step
  readonly pattern: RegExp
}

const routeOf = (step: Step): Route => ({
  step,
  pattern: new RegExp(`^${step.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
})

/**
 * Who calls: an app or user token, or a whole key pair (PROTOCOL §1.4). Tokens are looked at, never kept.
 * @returns undefined for a call without credential
 */
function callerOf(headers: http.IncomingHttpHeaders, account: string): Caller | undefined {
  const key = headers['x-vtex-api-appkey']
  if (key && headers['x-vtex-api-apptoken']) return { key: String(key), kind: 'key' }
  return headers.vtexidclientautcookie ? { key: `vtexappkey-${account}-APP`, kind: 'token' } : undefined
}

const decoded = (params: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]))

const ANYONE: Caller = { key: '', kind: 'token' }

/** Who has no credential, or may not do this, is not told what else is wrong. */
function turnedAway(
  { permissions }: Step,
  state: AccountState,
  caller: Caller | undefined,
  wrongBody: readonly Finding[],
): StepAnswer | undefined {
  const missing = 'no credential: send the app token or an app key pair'
  if (permissions.length > 0 && !caller) return refuse(401, 'Unauthorized', findings('PROTOCOL §1.4', [missing]))
  if (caller && permissions.length > 0 && !state.permissions.allow(caller.kind, permissions)) return forbidden()
  return wrongBody.length > 0 ? refuse(400, 'BadRequest', wrongBody) : undefined
}

/** Longer than any client keeps an idle connection, so that none meets one that is just being closed. */
const KEEP_ALIVE_MS = 65_000

/** The HTTP side of the marketplace: who is called, by whom, with what. Steps decide the rest. */
export class Front {
  private readonly routes: readonly Route[]
  private readonly server = http.createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => void this.handle(request, response),
  )

  constructor(
    private readonly accounts: ReadonlyMap<string, AccountState>,
    steps: readonly Step[],
    private readonly journal: Journal,
    private readonly disturbances: Disturbances,
    private readonly rateLimits: RateLimits,
    private readonly now: () => number,
  ) {
    this.routes = steps.map(routeOf)
  }

  /** @returns the origin it answers at, loopback only. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(port, '127.0.0.1', resolve)
    })
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('The marketplace has no port')
    return `http://127.0.0.1:${address.port}`
  }

  async close() {
    this.server.closeAllConnections()
    await new Promise<void>((resolve) => this.server.close(() => resolve()))
  }

  private async handle(request: http.IncomingMessage, response: http.ServerResponse) {
    const { method = 'GET', headers } = request
    const host = String(headers['x-forwarded-host'] ?? headers.host ?? '')
    const url = new URL(request.url ?? '/', `https://${host}`)
    const text = await textOf(request)
    const target = vtexAddress(host, url)
    const account = target?.account ?? ''
    const state = this.accounts.get(account)
    const operationId = String(headers['x-vtex-operation-id'] ?? randomUUID())
    const called = { account, direction: 'in', method, path: url.pathname, operationId } as const
    const found = target && state ? this.find(target, method) : { wrong: `no such account or host: ${host}` }
    if (!state || 'wrong' in found) {
      const nowhere = { account, step: 'unknown', subject: '' }
      const close = this.journal.open({ ...called, ...nowhere })
      const wrong = findings('PROTOCOL §2', [`${method} ${url.pathname}: ${'wrong' in found ? found.wrong : ''}`])
      this.journal.report(nowhere, wrong)
      return this.write(response, refuse(404, 'NotFound', wrong), close)
    }

    const { step, params } = found
    const { body, wrong } = parseBody(step, headers['content-type'] ?? '', text)
    const named = params[step.subject] ?? (isObject(body) ? body[step.subject] : undefined)
    const about = { account, step: step.name, subject: typeof named === 'string' ? named : '' }
    const close = this.journal.open({ ...called, ...about })
    const disturbance = this.disturbances.take(step.name, about.subject)
    if (disturbance?.kind === 'refuse') {
      const refused = decline(disturbance.status ?? 503, 'Disturbance', 'The service is disturbed')
      return this.write(response, refused, close, disturbance.headers)
    }
    const admission = this.rateLimits.admit(account, step.name, this.now())
    this.journal.report(about, admission.findings)
    if (admission.retryAfterSeconds !== undefined) {
      const retry = { 'retry-after': String(admission.retryAfterSeconds) }
      return this.write(response, decline(429, 'TooManyRequests', 'Too many requests'), close, retry)
    }
    const caller = callerOf(headers, account)
    const call = { state, params, query: url.searchParams, body, now: new Date(this.now()) }
    const answer =
      turnedAway(step, state, caller, wrong) ?? (await this.answer(step, { ...call, caller: caller ?? ANYONE }))
    this.journal.report(about, answer.findings ?? [])
    if (disturbance?.kind === 'delay') await pause(disturbance.ms ?? 0)
    if (disturbance?.kind === 'dropAnswer') request.socket.destroy()
    else this.write(response, answer, close)
    answer.afterwards?.()
  }

  private async answer(step: Step, request: StepRequest): Promise<StepAnswer> {
    try {
      return await step.answer(request)
    } catch (error) {
      // A defect of the stand-in must not pass for an answer of VTEX.
      const message = error instanceof Error ? error.message : String(error)
      return refuse(500, 'StandInDefect', findings('stand-in defect', [message]))
    }
  }

  private find(target: VtexAddress, method: string) {
    const matches = this.routes.flatMap(({ step, pattern }) => {
      const match = step.host === target.host ? pattern.exec(target.path) : null
      return match ? [{ step, groups: match.groups ?? {} }] : []
    })
    const match = matches.find(({ step }) => step.method === method)
    if (!match) return { wrong: matches.length > 0 ? 'the method is not one of this endpoint' : 'no such endpoint' }
    try {
      return { step: match.step, params: decoded(match.groups) }
    } catch {
      return { wrong: 'the path is not percent-encoded correctly' }
    }
  }

  private write(
    response: http.ServerResponse,
    { status, body }: StepAnswer,
    close: (status: number) => void,
    headers: Readonly<Record<string, string>> = {},
  ) {
    close(status)
    const content = body === undefined ? '' : JSON.stringify(body)
    const type = content === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }
    response.writeHead(status, { ...type, ...headers })
    response.end(content)
  }
}
