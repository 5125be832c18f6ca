import { readFileSync } from 'node:fs'
import path from 'node:path'
import Ajv2020 from 'ajv/dist/2020'
import type { ValidateFunction } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

interface Operation {
  readonly operationId: string
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>
}

const FILE = path.join(__dirname, '../../../docs/partner-api.yaml')
const DOCUMENT = parse(readFileSync(FILE, 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<'get' | 'post', Operation | undefined>>>>
  readonly webhooks: Readonly<Record<string, unknown>>
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats(ajv)
ajv.addSchema(DOCUMENT, 'document')

const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
const pointer = (...parts: string[]) => `document#/${parts.map(escaped).join('/')}`

const compiled = new Map<string, ValidateFunction>()
function check(ref: string, value: unknown): string[] {
  const validate = compiled.get(ref) ?? ajv.compile({ $ref: ref })
  compiled.set(ref, validate)
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** Every operation of the document by its id. */
export const OPERATIONS = new Map(
  Object.entries(DOCUMENT.paths).flatMap(([route, methods]) =>
    (['get', 'post'] as const).flatMap((method) => {
      const operation = methods[method]
      return operation ? [[operation.operationId, { route, method, ...operation }] as const] : []
    }),
  ),
)

/** @returns what of an answer is not as the document says; none when all is */
export function flawsOfAnswer(operationId: string, status: number, mediaType: string, body: unknown): string[] {
  const { route, method, responses } = OPERATIONS.get(operationId)!
  const key = [String(status), `${String(status)[0]}XX`].find((candidate) => candidate in responses)
  if (key === undefined) return [`${operationId} must not answer ${status}`]
  const { $ref } = responses[key]
  const place = $ref === undefined ? ['paths', route, method, 'responses', key] : $ref.slice(2).split('/')
  const wanted = $ref === undefined ? 'application/json' : 'application/problem+json'
  return [
    ...(mediaType === wanted ? [] : [`the media type is ${mediaType}, not ${wanted}`]),
    ...check(pointer(...place, 'content', wanted, 'schema'), body),
  ]
}

/** @returns what of a webhook's body is not as the document says */
export const flawsOfWebhook = (name: 'catalogChanged' | 'ordersChanged', body: unknown): string[] =>
  check(pointer('webhooks', name, 'post', 'requestBody', 'content', 'application/json', 'schema'), body)
