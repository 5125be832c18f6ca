import type { AccountState } from '../accountState'
import type { CallerKind, Resource } from '../permissions'
import type { Finding } from '../shape'

/** One call of the connector, already authenticated, with its body parsed. */
export interface StepRequest {
  readonly state: AccountState
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** undefined when the call has no body. */
  readonly body: unknown
  readonly now: Date
  readonly caller: Caller
}

export interface Caller {
  /** The app key, or that of the app whose token it is: feeds and hooks belong to it (PROTOCOL §11.2). */
  readonly key: string
  readonly kind: CallerKind
}

export interface StepAnswer {
  readonly status: number
  readonly body?: unknown
  /** Rules the call broke. VTEX refuses some with an error status and lets others pass with bad consequences. */
  readonly findings?: readonly Finding[]
  /** Work the marketplace does after it has answered. */
  readonly afterwards?: () => void
}

export interface Step {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `account` = {account}.vtexcommercestable.com.br and its equals, `api` = api.vtex.com/{account} (PROTOCOL §1.2). */
  readonly host: 'account' | 'api'
  /** With `:name` parameters. */
  readonly path: string
  readonly body: 'required' | 'none'
  /** The parameter the call is about; a body field of the same name is used when the path has none. */
  readonly subject: string
  /** One of these is needed, the usual one first (PROTOCOL §1.4); none = open to anyone. */
  readonly permissions: readonly Resource[]
  answer(request: StepRequest): StepAnswer | Promise<StepAnswer>
}

export const errorBody = (code: string, message: string) => ({ error: { code, message, exception: null } })

/** Refuses a call because it breaks rules; the first finding is what the caller is told. */
export const refuse = (status: number, code: string, findings: readonly Finding[]): StepAnswer => ({
  status,
  body: errorBody(code, findings[0]?.message ?? 'Bad request'),
  findings,
})

/** Says no without blaming the caller: the situation is one the protocol knows. */
export const decline = (status: number, code: string, message: string): StepAnswer => ({
  status,
  body: errorBody(code, message),
})

/** The caller has a credential, but not the resource; VTEX does not say which one it is. */
export const forbidden = (): StepAnswer => decline(403, 'Forbidden', 'Access denied')
