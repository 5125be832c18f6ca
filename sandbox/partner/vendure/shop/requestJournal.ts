import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request to the Admin API as the shop saw it: no variables, no answers. */
export interface JournalEntry {
  /** ISO 8601 with milliseconds: when the request arrived. */
  readonly at: string
  readonly operationName: string
  /** `connector` and `staff` are the two logins the harness knows; `other` is anybody else or nobody. */
  readonly user: 'connector' | 'staff' | 'other'
  /** HTTP status; 0 when the caller hung up first. */
  readonly status: number
  /** false: GraphQL `errors[]`, whatever the status. Typed results count as ok. */
  readonly ok: boolean
  readonly ms: number
}

interface GraphQlRequest extends IncomingMessage {
  /** Parsed later by the shop's own body parser; read when the answer is out. */
  body?: { operationName?: string; query?: string; variables?: Record<string, unknown> }
}

const TOKEN_HEADER = 'vendure-auth-token'

/** Keeps the journal of the shop's Admin API; sits in front of everything else in the server. */
export class RequestJournal {
  readonly entries: JournalEntry[] = []
  private readonly userByToken = new Map<string, JournalEntry['user']>()

  constructor(private readonly logins: { readonly connector: string; readonly staff: string }) {}

  /** Express middleware for the Admin API. */
  readonly record = (request: GraphQlRequest, response: ServerResponse, next: () => void) => {
    const startedAt = Date.now()
    const answer: Buffer[] = []
    const keep = (chunk: unknown) => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) {
        answer.push(Buffer.from(chunk))
      }
    }
    const { write, end } = response
    response.write = function (this: ServerResponse, ...args: unknown[]) {
      keep(args[0])
      return (write as (...all: unknown[]) => boolean).apply(this, args)
    } as typeof response.write
    response.end = function (this: ServerResponse, ...args: unknown[]) {
      keep(args[0])
      return (end as (...all: unknown[]) => ServerResponse).apply(this, args)
    } as typeof response.end
    response.once('close', () => {
      this.entries.push({
        at: new Date(startedAt).toISOString(),
        operationName: operationOf(request),
        user: this.userOf(request, response),
        status: response.writableFinished ? response.statusCode : 0,
        ok: response.statusCode < 400 && !hasErrors(Buffer.concat(answer)),
        ms: Date.now() - startedAt,
      })
    })
    next()
  }

  /** Express middleware for the harness: answers the entries so far. */
  readonly answer = (_request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(this.entries))
  }

  private userOf(request: GraphQlRequest, response: ServerResponse): JournalEntry['user'] {
    const issued = response.getHeader(TOKEN_HEADER)
    const username = request.body?.variables?.username
    if (typeof issued === 'string' && typeof username === 'string') {
      this.userByToken.set(issued, this.userNamed(username))
    }
    const token = request.headers.authorization?.replace(/^bearer\s+/i, '')
    return this.userByToken.get(typeof issued === 'string' ? issued : (token ?? '')) ?? 'other'
  }

  private userNamed(username: string): JournalEntry['user'] {
    return username === this.logins.connector ? 'connector' : username === this.logins.staff ? 'staff' : 'other'
  }
}

const operationOf = ({ body }: GraphQlRequest) =>
  body?.operationName ?? /(?:query|mutation)\s+(\w+)/.exec(body?.query ?? '')?.[1] ?? 'unnamed'

function hasErrors(answer: Buffer): boolean {
  try {
    return Array.isArray((JSON.parse(answer.toString('utf8')) as { errors?: unknown }).errors)
  } catch {
    return true
  }
}
