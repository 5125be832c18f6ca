import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'

const DOCUMENT = path.join(__dirname, '..', '..', '..', 'docs', 'partner-api.yaml')

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>
}

export type NameOf = (method: string, pathname: string) => string

/**
 * How the Seller API names a request, by its document.
 * @returns `unknown` for a request the document does not have
 */
export function operationNames(base: string): NameOf {
  const { paths } = parse(readFileSync(DOCUMENT, 'utf8')) as Document
  const operations = Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId }]) =>
      operationId ? [{ method: method.toUpperCase(), path: pattern(base + template), operationId }] : [],
    ),
  )
  return (method, pathname) =>
    operations.find((one) => one.method === method && one.path.test(pathname))?.operationId ?? 'unknown'
}

const pattern = (template: string) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)
