import { execFile } from 'child_process'
import { promisify } from 'util'
import Ajv from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

import { Webhook } from '../../node/node_modules/standardwebhooks'
import { manifest } from './manifest'
import { inRoot, readText } from './repository'

const run = promisify(execFile)

interface Media {
  readonly schema: object
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

interface Body {
  readonly content?: Readonly<Record<string, Media>>
}

interface Operation {
  readonly operationId: string
  readonly requestBody?: Body
  readonly responses: Readonly<Record<string, Body & { readonly $ref?: string }>>
}

type PathItem = Readonly<Record<string, Operation>>

interface Document {
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, PathItem>>
  readonly webhooks: Readonly<Record<string, PathItem>>
  readonly components: {
    readonly schemas: { readonly Problem: { readonly properties: { readonly code: { readonly description: string } } } }
    readonly responses: Readonly<Record<string, Body>>
  }
}

const FILE = 'docs/partner-api.yaml'
const document = parse(readText(FILE)) as Document
const guide = readText('docs', 'partner-api.md')

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const operationsOf = (paths: Document['paths']) =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] ? [{ method, path, operation: item[method] }] : [])),
  )
const called = operationsOf(document.paths)
const sent = operationsOf(document.webhooks)

/** Every example of the document under a name that finds it there. */
const examples = [
  ...[...called, ...sent].flatMap(({ operation }) => [
    ...examplesOf(`${operation.operationId} request`, operation.requestBody),
    ...Object.entries(operation.responses).flatMap(([status, body]) =>
      examplesOf(`${operation.operationId} ${status}`, body),
    ),
  ]),
  ...Object.entries(document.components.responses).flatMap(([name, body]) => examplesOf(name, body)),
]

function examplesOf(where: string, body: Body | undefined) {
  return Object.values(body?.content ?? {}).flatMap(({ schema, examples: given = {} }) =>
    Object.entries(given).map(([name, { value }]) => ({ name: `${where}: ${name}`, schema, value })),
  )
}

/** Fields nobody knows are ignored on the wire; in an example they are slips. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed)
  if (typeof node !== 'object' || node === null) return node
  const inner = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]))
  return inner.type === 'object' && inner.properties ? { ...inner, additionalProperties: false } : inner
}

describe('docs/partner-api.yaml', () => {
  it('has neither errors nor warnings for its linter', async () => {
    const { stdout } = await run(
      process.execPath,
      [inRoot('node_modules', '@redocly', 'cli', 'bin', 'cli.js'), 'lint', FILE, '--format', 'json'],
      {
        cwd: inRoot(),
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
    )
    expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0, ignored: 0 }, problems: [] })
  })

  it('has an example of every body that is sent or answered', () => {
    const bodies = [...called, ...sent].flatMap(({ operation: { operationId, requestBody, responses } }) => [
      ...(requestBody ? [`${operationId} request`] : []),
      ...Object.keys(responses)
        .filter((status) => responses[status].content)
        .map((status) => `${operationId} ${status}`),
    ])
    const shown = new Set(examples.map(({ name }) => name.split(': ')[0]))
    expect(bodies.filter((body) => !shown.has(body))).toEqual([])
  })

  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }))
  ajv.addSchema({ ...(closed(document) as Document), $id: 'document' })

  it.each(examples)('gives an example in the form of its schema: $name', ({ schema, value }) => {
    const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object)
    validate(value)
    expect(validate.errors ?? []).toEqual([])
  })

  it('is what the app was generated from', async () => {
    const { stdout } = await run(process.execPath, [inRoot('scripts', 'generatePartnerApi.mjs'), '--check'])
    expect(stdout).toBe('')
  })

  it('is below a path that the app may call (PLATFORM §1.4)', () => {
    const [{ url }] = document.servers
    const base = url.replace('https://{host}', '')
    const allowed = manifest.policies.flatMap(({ attrs }) => (attrs?.host === '*' ? [attrs.path] : []))
    expect(allowed).toContain(`${base}/*`)
  })
})

describe('docs/partner-api.md', () => {
  const commands = guide
    .split(/^```.*$/m)
    .filter((_, index) => index % 2 === 1)
    .join('\n')
    .replaceAll('\\\n', ' ')

  it.each(called)('calls $operation.operationId with curl, under its name', ({ method, path, operation }) => {
    expect(guide).toMatch(new RegExp(`^### .*\\b${operation.operationId}\\b`, 'm'))
    const address = `\\$B${path.replace(/\{\w+\}/g, '[\\w-]+')}["\\s?]`
    const lines = commands.split('\n').filter((line) => line.includes('curl') && new RegExp(address).test(`${line} `))
    const writes = lines.filter((line) => /-d|-X POST/.test(line))
    expect(method === 'get' ? lines.length - writes.length : writes.length).toBeGreaterThan(0)
  })

  it.each(sent)('sends $operation.operationId with curl, under its name', ({ operation }) => {
    expect(guide).toMatch(new RegExp(`^### .*\\b${operation.operationId}\\b`, 'm'))
    const types = examplesOf('', operation.requestBody).map(({ value }) => (value as { type: string }).type)
    for (const type of types) expect(commands).toContain(`BODY='{"type":"${type}"`)
    expect(commands).toMatch(/^curl .*"\$WEBHOOKS"/m)
  })

  it('explains every code of a problem', () => {
    const codes = [...document.components.schemas.Problem.properties.code.description.matchAll(/^\| `([a-z-]+)`/gm)]
    expect(codes.length).toBeGreaterThan(10)
    const explained = [...guide.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code)
    expect(explained).toEqual(expect.arrayContaining(codes.map(([, code]) => code)))
  })

  it('shows a signature that the maintained library makes of the same values', () => {
    const value = (name: string) => new RegExp(`^${name}=(.+)$`, 'm').exec(commands)?.[1] ?? ''
    const body = /^BODY='(.+)'$/m.exec(commands)?.[1] ?? ''
    const made = new Webhook(value('SECRET')).sign(value('ID'), new Date(Number(value('TIME')) * 1_000), body)
    expect(guide).toContain(`\n${made}\n`)
  })
})
