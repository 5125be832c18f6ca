import { BadRequest } from '../../domain/errors'
import type { PartnerEvent } from '../../domain/webhooks/partnerEvent'
import { bodyCheck } from '../guards/jsonBody'

const DATE_TIME = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$'

const eventSchema = (list: string, item: object) => ({
  type: 'object',
  required: ['timestamp', 'data'],
  properties: {
    timestamp: { type: 'string', pattern: DATE_TIME },
    data: {
      type: 'object',
      required: [list],
      properties: { [list]: { type: 'array', minItems: 1, maxItems: 500, items: { type: 'string', ...item } } },
    },
  },
})

const typed = bodyCheck<{ readonly type: string }>({
  type: 'object',
  required: ['type'],
  properties: { type: { type: 'string' } },
})

/** As docs/partner-api.yaml describes them. */
const CHECKS = new Map<string, (body: unknown) => PartnerEvent>([
  ['catalog.changed', bodyCheck<PartnerEvent>(eventSchema('skus', { minLength: 1, maxLength: 100 }))],
  ['orders.changed', bodyCheck<PartnerEvent>(eventSchema('references', { pattern: '^[A-Za-z0-9._-]{1,100}$' }))],
])

/**
 * Reads the body of a webhook.
 * @returns undefined for a type this release does not know: partners may send more than we listen to
 * @throws BadRequest naming the path of what is wrong
 */
export function partnerEventOf(text: string): PartnerEvent | undefined {
  const body = typed(parse(text))
  return CHECKS.get(body.type)?.(body)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BadRequest('The body is not valid JSON')
  }
}
