import path from 'node:path'
import type { RequestHandler } from 'express'
import { middleware } from 'express-openapi-validator'

const DOCUMENT = path.join(__dirname, '../../../../docs/partner-api.yaml')

/**
 * Holds requests and our own answers against the document. A request that breaks it is answered 400; an answer of ours
 * that breaks it becomes 500, so that a mistake here shows at once and not at the marketplace.
 * @param isRightToken decides about the bearer token
 */
export const contract = (isRightToken: (token: string) => boolean): RequestHandler[] =>
  middleware({
    apiSpec: DOCUMENT,
    // The document is linted in the repository's own tests.
    validateApiSpec: false,
    validateRequests: { allowUnknownQueryParameters: true },
    validateResponses: true,
    validateSecurity: {
      handlers: {
        token: (request) => isRightToken(/^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? ''),
      },
    },
  })
