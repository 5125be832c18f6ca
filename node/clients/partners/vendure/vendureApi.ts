import type { IOContext } from '@vtex/api'

import type { CallJournal } from '../../../domain/callJournal'
import type { Clock } from '../../../domain/clock'
import { OutboundDenied, PartnerAnswerInvalid, PartnerInDoubt, PartnerUnavailable } from '../../../domain/errors'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import type { CallBudget } from '../partner'
import { Answer } from './answer'
import { LOGIN } from './documents/session'
import type { Operation } from './operation'
import { Session } from './sessions'
import { shopRefusal, unavailable } from './refusals'
import { isForbidden, noteOf, shopErrorsOf } from './shopError'
import type { ShopError } from './shopError'
import { TransportFailure } from '../transportFailure'
import { VendureClient } from './vendureClient'
import type { ShopResponse } from './vendureClient'

export interface VendureApiOptions {
  readonly context: IOContext
  readonly seller: SellerSettings
  readonly clock: Clock
  readonly journal: CallJournal
}

/** One question to the shop. */
export interface Call {
  readonly variables: Readonly<Record<string, unknown>>
  readonly budget: CallBudget
  /** SKU or order the timeline files the call under. */
  readonly subject?: string
}

export interface Reply {
  /** The root fields; null after an error at a field that cannot be null. */
  readonly data: Answer
  readonly errors: readonly ShopError[]
}

/** Signed-in GraphQL calls to one shop. Everything it throws is a domain error. */
export class VendureApi {
  private readonly client: VendureClient
  private readonly session: Session

  constructor(private readonly options: VendureApiOptions) {
    this.client = new VendureClient(options.context, options.seller.partnerHost)
    this.session = new Session(options.context, options.seller)
  }

  /** The data of an operation that must succeed. Typed error results inside are for the caller to read. */
  async ask(operation: Operation, call: Call): Promise<Answer> {
    const { data, errors } = await this.send(operation, call)
    if (errors.length > 0) {
      throw shopRefusal(operation, errors[0])
    }
    return data
  }

  /** Like `ask`, with the shop's `errors[]` left to the caller; a session that ran out is renewed once. */
  async send(operation: Operation, call: Call): Promise<Reply> {
    const token = await this.signedIn(call)
    const first = await this.exchange(operation, call, token)
    // FORBIDDEN is decided per field before it runs, so the operation can be repeated whatever it does.
    if (!first.errors.some(isForbidden)) {
      return first
    }
    this.session.forget(token)
    const second = await this.exchange(operation, call, await this.signedIn(call))
    if (second.errors.some(isForbidden)) {
      throw new PartnerUnavailable(
        `The partner's shop does not let this login do ${operation.name}: give its role the permissions listed in docs/partners/vendure.md`,
      )
    }
    return second
  }

  private signedIn(call: Call): Promise<string> {
    return this.session.token(
      () => this.signIn(call),
      (others) => this.withinDeadline(others, call.budget),
    )
  }

  private async signIn({ budget }: Call): Promise<string> {
    const { username, password } = this.options.seller
    if (!username || !password) {
      throw new PartnerUnavailable('Signing in to the partner needs username and password in the settings')
    }
    let response: ShopResponse
    try {
      response = await this.record(LOGIN, { variables: { username, password }, budget }, undefined)
    } catch (error) {
      throw error instanceof TransportFailure ? unavailable(error) : error
    }
    if (response.token === undefined || shopErrorsOf(response.body).length > 0) {
      throw new PartnerUnavailable("The partner's shop refused the username or the password in the settings")
    }
    return response.token
  }

  private async exchange(operation: Operation, call: Call, token: string): Promise<Reply> {
    let response: ShopResponse
    try {
      response = await this.record(operation, call, token)
    } catch (error) {
      if (!(error instanceof TransportFailure)) {
        throw error
      }
      if (error.acted === 'maybe' && operation.kind === 'write') {
        throw new PartnerInDoubt(`It is unknown whether the partner did ${operation.name}: ${error.note}`)
      }
      throw unavailable(error)
    }
    const { body } = response
    const errors = shopErrorsOf(body)
    const data = body instanceof Object ? (body as { data?: unknown }).data : undefined
    if (errors.length === 0 && !(data instanceof Object)) {
      throw operation.kind === 'write'
        ? new PartnerInDoubt(`The partner's answer to ${operation.name} cannot be read`)
        : new PartnerAnswerInvalid(`The partner's answer to ${operation.name} is no GraphQL answer`, operation.name)
    }
    return { data: new Answer(data, operation.name), errors }
  }

  private async record(operation: Operation, call: Call, token: string | undefined): Promise<ShopResponse> {
    const { clock, journal, context } = this.options
    const startedAt = clock.now()
    const write = (status: number, note: string | undefined) =>
      journal.record({
        at: new Date(startedAt).toISOString(),
        direction: 'out',
        peer: 'partner',
        step: operation.name,
        status,
        ms: Math.max(0, clock.now() - startedAt),
        ...(call.subject === undefined ? {} : { subject: call.subject }),
        ...(context.operationId ? { operationId: context.operationId } : {}),
        ...(note === undefined ? {} : { note }),
      })
    const body = { operationName: operation.name, query: operation.document, variables: call.variables }
    try {
      const response = await this.client.post(body, token, call.budget.deadlineAt - startedAt)
      write(response.status, noteOf(response.body))
      return response
    } catch (error) {
      const status = error instanceof TransportFailure ? error.status : error instanceof OutboundDenied ? 403 : 0
      write(status, error instanceof TransportFailure ? error.note : 'denied by the outbound proxy')
      throw error
    }
  }

  private withinDeadline<T>(others: Promise<T>, { deadlineAt }: CallBudget): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const late = () => reject(new PartnerUnavailable('Signing in to the partner takes too long'))
      const alarm = setTimeout(late, Math.max(0, deadlineAt - this.options.clock.now()))
      others.then(resolve, reject).finally(() => clearTimeout(alarm))
    })
  }
}
