import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import path from 'node:path'
import { parse } from 'yaml'

/** One request as it came over the wire. */
export interface WireRequest {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  /** Parsed; undefined when there was none. */
  readonly body: unknown
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: { readonly type?: string }
}

interface DocumentedOperation {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
}

interface Documented {
  readonly id: string
  readonly method: string
  readonly pattern: RegExp
  readonly parameters: readonly { readonly parameter: Parameter; readonly validate: ValidateFunction }[]
  readonly body: ValidateFunction | undefined
}

const FILE = path.join(__dirname, '..', '..', '..', 'docs', 'partner-api.yaml')
const BASE = '/external-seller/v1'

/** docs/partner-api.yaml, held against the requests of the connector. Reads the file, not what was generated from it. */
export class PartnerDocument {
  private readonly operations: readonly Documented[]

  constructor() {
    const document = parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>
    const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false })
    addFormats(ajv)
    ajv.addSchema({ $id: 'document', ...(closed(document) as object) })
    const resolve = <T>(node: T): T => {
      const reference = (node as { $ref?: string }).$ref
      if (!reference) return node
      return reference
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document) as T
    }
    const compile = (pointer: string) => ajv.compile({ $ref: `document#/${pointer}` })
    const found: Documented[] = []
    for (const [template, item] of Object.entries(document.paths as Record<string, Record<string, unknown>>)) {
      for (const method of ['get', 'post'].filter((verb) => item[verb])) {
        const operation = item[method] as DocumentedOperation
        const at = `paths/${template.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}`
        const parameters = [...((item.parameters as Parameter[]) ?? []), ...(operation.parameters ?? [])].map(resolve)
        found.push({
          id: operation.operationId,
          method: method.toUpperCase(),
          pattern: new RegExp(`^${BASE}${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
          parameters: parameters.map((parameter) => ({ parameter, validate: ajv.compile(absolute(parameter.schema)) })),
          body: operation.requestBody
            ? compile(`${at}/${method}/requestBody/content/application~1json/schema`)
            : undefined,
        })
      }
    }
    this.operations = found
  }

  /** `operationId`, or undefined when the document has no such path and method. */
  operationOf(method: string, url: URL): string | undefined {
    return this.find(method, url)?.id
  }

  /** Where a request departs from the document, one line each. A field the document does not name is a departure. */
  departures({ method, url, headers, body }: WireRequest): string[] {
    const operation = this.find(method, url)
    if (!operation) return [`${method} ${url.pathname} is not documented`]
    const lines: string[] = []
    const inPath = operation.pattern.exec(url.pathname)?.groups ?? {}
    const known = new Set<string>()
    for (const { parameter, validate } of operation.parameters) {
      const { name } = parameter
      if (parameter.in === 'query') known.add(name)
      const text =
        parameter.in === 'path'
          ? decodeURIComponent(inPath[name])
          : parameter.in === 'query'
            ? (url.searchParams.get(name) ?? undefined)
            : (headers[name.toLowerCase()] as string | undefined)
      if (text === undefined) {
        if (parameter.required) lines.push(`${parameter.in} ${name} is missing`)
        continue
      }
      if (!validate(parameter.schema.type === 'integer' ? Number(text) : text)) {
        lines.push(`${parameter.in} ${name} ${reasonOf(validate)}`)
      }
    }
    for (const name of url.searchParams.keys()) {
      if (!known.has(name)) lines.push(`query ${name} is not documented`)
    }
    if (!/^Bearer \S+$/.test(headers.authorization ?? '')) lines.push('header Authorization is not a bearer token')
    return [...lines, ...this.bodyDepartures(operation, headers, body)]
  }

  private bodyDepartures({ body: validate }: Documented, headers: IncomingHttpHeaders, body: unknown): string[] {
    // An empty object is what a POST without content is sent as: servers that insist on JSON accept it, all others ignore it.
    if (!validate) return body === undefined || JSON.stringify(body) === '{}' ? [] : ['body is not documented']
    const media =
      headers['content-type']?.split(';')[0] === 'application/json' ? [] : ['header Content-Type is not JSON']
    return validate(body) ? media : [...media, `body ${reasonOf(validate)}`]
  }

  private find(method: string, url: URL): Documented | undefined {
    return this.operations.find((operation) => operation.method === method && operation.pattern.test(url.pathname))
  }
}

/** Objects of a request may have no fields but those described: what is sent beyond them would be sent for nobody. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed)
  if (typeof node !== 'object' || node === null) return node
  const mapped = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]))
  return mapped.type === 'object' && mapped.properties ? { ...mapped, additionalProperties: false } : mapped
}

/** A schema that stands outside its document: its references are made to point into it. */
const absolute = (schema: object) => JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object

const reasonOf = ({ errors }: ValidateFunction) =>
  (errors ?? [])
    .map(({ instancePath, keyword, params }: ErrorObject) => `${instancePath} ${keyword} ${JSON.stringify(params)}`)
    .join(', ')
