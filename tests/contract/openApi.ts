import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

import { vtexDocuments } from './repository'

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Operation {
  readonly requestBody?: Content
  readonly responses?: Readonly<Record<string, Content>>
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>
}

/** Which body of a documented call: what is sent, or what is answered with a status. */
export interface DocumentedBody {
  readonly document: string
  readonly method: 'get' | 'post' | 'put' | 'patch'
  readonly path: string
  readonly body: 'request' | '200'
}

const validators = new Map<string, ValidateFunction>()

/**
 * Where a body departs from VTEX's OpenAPI document, one line each, as `/path keyword`.
 * The order of the lines says nothing. An undefined field counts as absent, as it does on the wire.
 */
export function departures(of: DocumentedBody, body: unknown): string[] {
  const key = JSON.stringify(of)
  const validate = validators.get(key) ?? validatorOf(of)
  validators.set(key, validate)
  validate(JSON.parse(JSON.stringify(body)))
  return [...new Set((validate.errors ?? []).map(lineOf))].sort()
}

function validatorOf({ document, method, path, body }: DocumentedBody): ValidateFunction {
  const openApi = asJsonSchema(vtexDocuments.read<OpenApi>(document)) as OpenApi
  const operation = openApi.paths[path]?.[method]
  const content = body === 'request' ? operation?.requestBody : operation?.responses?.[body]
  const [media] = Object.values(content?.content ?? {})
  if (!media?.schema) throw new Error(`${document} documents no ${body} of ${method} ${path}`)
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  // The documents use it for currency amounts; JSON Schema knows no such format.
  ajv.addFormat('decimal', true)
  ajv.addSchema({ $id: 'document', ...openApi })
  return ajv.compile(absolute(media.schema) as object)
}

/** OpenAPI 3.0 says `nullable` where JSON Schema says a type of null; its examples are no schemas. */
function asJsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asJsonSchema)
  if (typeof node !== 'object' || node === null) return node
  const { nullable, example: _example, default: _default, ...rest } = node as Record<string, unknown>
  const mapped = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, asJsonSchema(value)]))
  return nullable === true && typeof mapped.type === 'string' ? { ...mapped, type: [mapped.type, 'null'] } : mapped
}

/** The schema stands outside its document: its references are made to point into it. */
const absolute = (schema: object): unknown => JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'))

const lineOf = ({ instancePath, keyword, params }: ErrorObject) => {
  const missing = (params as { missingProperty?: string }).missingProperty
  return `${instancePath}${missing ? `/${missing}` : ''} ${keyword}`
}
