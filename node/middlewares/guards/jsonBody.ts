import Ajv, { type JSONSchemaType, type Schema } from 'ajv'
import { json } from 'co-body'

import { BadRequest, BodyTooLarge } from '../../domain/errors'
import type { ConnectorContext, Middleware } from '../../typings/context'

const LIMIT_BYTES = 1_000_000
const ajv = new Ajv({ allowUnionTypes: true, strict: true })

/**
 * Reads a JSON body and checks it. Unknown fields pass; what is wrong is named by path, never quoted.
 * @throws BadRequest for malformed or invalid JSON; BodyTooLarge above 1 MB
 */
export function jsonBody<Body>(schema: Schema | JSONSchemaType<Body>): Middleware<Body> {
  const check = bodyCheck<Body>(schema)
  return async function jsonBodyGuard(ctx, next) {
    let body: unknown
    try {
      body = await json(ctx.req, { limit: LIMIT_BYTES })
    } catch (error) {
      throw unreadable(error, ctx)
    }
    ctx.state.body = check(body)
    await next()
  }
}

/** @returns a function that passes a valid body through and throws BadRequest for any other */
export function bodyCheck<Body>(schema: Schema | JSONSchemaType<Body>): (body: unknown) => Body {
  const validate = ajv.compile<Body>(schema as Schema)
  return (body) => {
    if (validate(body)) return body
    const [error] = validate.errors ?? []
    const missing = (error?.params as { missingProperty?: string } | undefined)?.missingProperty
    const path = `${error?.instancePath ?? ''}${missing ? `/${missing}` : ''}` || '/'
    throw new BadRequest(`${path} ${missing ? 'is required' : (error?.message ?? 'is not valid')}`, path)
  }
}

/** The parser's own error carries the whole body: only its status is looked at. */
function unreadable(error: unknown, ctx: ConnectorContext): BadRequest | BodyTooLarge {
  if ((error as { status?: number }).status !== 413) return new BadRequest('The body is not valid JSON')
  drain(ctx)
  return new BodyTooLarge('The body is larger than 1 MB')
}

/**
 * Lets the rest of a refused body pass. The parser stops reading in the middle: left so, the next request on the same
 * kept-alive connection would wait for ever behind it.
 */
export function drain({ req }: Pick<ConnectorContext, 'req'>) {
  req.unpipe()
  req.resume()
}
