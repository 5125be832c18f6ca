import type { RequestHandler } from 'express'
import { operationIdOf } from '../partner/routes'

/** One request as the partner saw it: no bodies, no addresses. */
export interface JournalEntry {
  /** ISO 8601 with milliseconds: when the request arrived. */
  readonly at: string
  /** Of docs/partner-api.yaml; of the staff action for `staff`; `unknown` when the request was none of the document's. */
  readonly operationId: string
  readonly user: 'connector' | 'staff'
  /** HTTP status; 0 when the caller hung up first. */
  readonly status: number
  readonly ok: boolean
  readonly ms: number
}

/** Everything the partner was asked, in the order in which it ended. */
export class RequestJournal {
  readonly entries: JournalEntry[] = []

  /** Sits in front of everything else. */
  watch(
    user: JournalEntry['user'],
    operationOf: (...request: Parameters<typeof operationIdOf>) => string,
  ): RequestHandler {
    return (request, response, next) => {
      const startedAt = Date.now()
      response.once('close', () => {
        const status = response.writableFinished ? response.statusCode : 0
        this.entries.push({
          at: new Date(startedAt).toISOString(),
          operationId: operationOf(request),
          user,
          status,
          ok: status >= 200 && status < 400,
          ms: Date.now() - startedAt,
        })
      })
      next()
    }
  }
}
