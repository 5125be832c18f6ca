// Writes what the app needs of docs/partner-api.yaml: TypeScript types and the schemas its answers are checked with.
// `npm run generate`; with `--check` it only says whether the files are those of the document.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import openapiTypescript, { astToString } from 'openapi-typescript'
import { parse } from 'yaml'

import { inRoot } from './repository.mjs'

const SOURCE = inRoot('docs', 'partner-api.yaml')
const TARGET = inRoot('node', 'clients', 'partners', 'sellerApi', 'generated')
const BANNER = '// Generated from docs/partner-api.yaml by `npm run generate`. Do not edit.\n'

/** Schemas are looked up by name at run time, so references between them are made local. */
const localReferences = (value) => JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/$defs/'))

/** Texts for people would only make the app larger. */
function withoutProse(value) {
  if (Array.isArray(value)) return value.map(withoutProse)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(key === 'description' && typeof inner === 'string'))
      .map(([key, inner]) => [key, withoutProse(inner)]),
  )
}

async function generated() {
  const document = parse(readFileSync(SOURCE, 'utf8'))
  const types = astToString(await openapiTypescript(readFileSync(SOURCE, 'utf8')))
  const schemas = JSON.stringify(withoutProse(localReferences(document.components.schemas)), null, 2)
  return {
    'partnerApi.ts': `${BANNER}${types}`,
    'schemas.ts': `${BANNER}export const schemas = ${schemas} as const\n`,
  }
}

const check = process.argv.includes('--check')
let stale = false
for (const [name, text] of Object.entries(await generated())) {
  const file = `${TARGET}/${name}`
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
  stale = true
  if (!check) writeFileSync(file, text)
  process.stdout.write(`${check ? 'differs from the document' : 'written'}: ${name}\n`)
}
if (check && stale) process.exitCode = 1
