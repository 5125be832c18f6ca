import type { IOContext } from '@vtex/api'

import type { CallJournal } from '../../../domain/callJournal'
import type { Clock } from '../../../domain/clock'
import { ConnectorError, PartnerAnswerInvalid, PartnerInDoubt, PartnerUnavailable } from '../../../domain/errors'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import type { CallBudget } from '../partner'
import { PartnerHttp, retryAfterOf, type PartnerResponse } from '../partnerHttp'
import { TransportFailure } from '../transportFailure'
import { flawOf, type Schemas } from './answerChecks'
import type { Operation } from './operation'
import { problemOf, refusalOf, type ProblemCode } from './problem'

export interface SellerApiOptions {
  readonly context: IOContext
  readonly seller: SellerSettings
  readonly clock: Clock
  readonly journal: CallJournal
}

export interface Call {
  /** Below `/external-seller/v1`, query included. */
  readonly path: string
  readonly body?: object
  readonly idempotencyKey?: string
  /** SKU or order the timeline files the call under. */
  readonly subject?: string
  /** SKUs the call names: only these may be named in a refusal. */
  readonly about?: readonly string[]
  readonly budget: CallBudget
}

export interface ExpectedProblem<T> {
  readonly code: ProblemCode
  /** The status the document gives it: under another one it proves nothing. */
  readonly status: number
  readonly means: T
}

const BASE = '/external-seller/v1'

/** Calls of the Seller API, each ending as an outcome of ours; everything it throws is a domain error. */
export class SellerApi {
  private readonly http: PartnerHttp

  constructor(private readonly options: SellerApiOptions) {
    this.http = new PartnerHttp(options.context, options.seller.partnerHost, `${BASE}/*`)
  }

  /**
   * @param read turns a checked answer into what the caller wants; it may find it unusable too
   * @param expected a refusal of the document that is an answer to this caller, not a failure
   */
  async call<Name extends keyof Schemas, T>(
    operation: Operation<Name>,
    call: Call,
    read: (answer: Schemas[Name]) => T,
    expected?: ExpectedProblem<T>,
  ): Promise<T> {
    const startedAt = this.options.clock.now()
    let status = 0
    let note: string | undefined
    try {
      const response = await this.exchange(operation, call, startedAt)
      status = response.status
      if (status >= 200 && status < 300) return read(checked(operation, response))
      const problem = problemOf(response)
      if (problem.code !== expected?.code || status !== expected.status) {
        throw refusalOf(operation, problem, { about: call.about, retryAfterSeconds: retryAfterOf(response.headers) })
      }
      note = problem.code
      return expected.means
    } catch (error) {
      const failure = error instanceof TransportFailure ? transportError(operation, error) : error
      note = failure instanceof ConnectorError ? failure.message : 'unexpected failure'
      throw failure
    } finally {
      this.record(operation, call, { startedAt, status, note })
    }
  }

  private exchange(operation: Operation<keyof Schemas>, call: Call, startedAt: number): Promise<PartnerResponse> {
    const { token = '' } = this.options.seller
    return this.http.exchange({
      method: operation.method,
      path: BASE + call.path,
      body: call.body ?? {},
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json, application/problem+json',
        ...(operation.method === 'post' ? { 'content-type': 'application/json' } : {}),
        ...(call.idempotencyKey ? { 'idempotency-key': call.idempotencyKey } : {}),
      },
      remainingMs: call.budget.deadlineAt - startedAt,
      metric: `seller-api-${operation.id}`,
    })
  }

  private record(
    { id }: Operation<keyof Schemas>,
    { subject }: Call,
    { startedAt, status, note }: { startedAt: number; status: number; note: string | undefined },
  ) {
    const { clock, context, journal } = this.options
    journal.record({
      at: new Date(startedAt).toISOString(),
      direction: 'out',
      peer: 'partner',
      step: id,
      status,
      ms: Math.max(0, clock.now() - startedAt),
      ...(subject ? { subject } : {}),
      ...(context.operationId ? { operationId: context.operationId } : {}),
      ...(note ? { note: note.slice(0, 300) } : {}),
    })
  }
}

/** @throws PartnerAnswerInvalid for a read, PartnerInDoubt for a write, saying where the answer is wrong and why */
function checked<Name extends keyof Schemas>(operation: Operation<Name>, { body }: PartnerResponse): Schemas[Name] {
  const flaw = flawOf(operation.answer, body)
  if (flaw) throw unusable(operation, flaw.path, flaw.reason)
  return body as Schemas[Name]
}

/** An answer nobody can rely on: for a write it is unknown what was done. */
export function unusable({ id, kind }: Operation<keyof Schemas>, path: string, reason: string): ConnectorError {
  const text = `The partner's answer to ${id} is not usable: ${path} ${reason}`
  return kind === 'write' ? new PartnerInDoubt(text) : new PartnerAnswerInvalid(text, path)
}

function transportError({ id, kind }: Operation<keyof Schemas>, { acted, note }: TransportFailure): ConnectorError {
  return kind === 'write' && acted === 'maybe'
    ? new PartnerInDoubt(`It is unknown whether the partner did ${id}: ${note}`)
    : new PartnerUnavailable(`The partner cannot be asked (${id}): ${note}`)
}
