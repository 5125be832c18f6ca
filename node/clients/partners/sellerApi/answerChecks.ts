import Ajv, { type ValidateFunction } from 'ajv/dist/2020'

import type { components } from './generated/partnerApi'
import { schemas } from './generated/schemas'

export type Schemas = components['schemas']

/** The first thing that is wrong with an answer: where, and why. Never its content. */
export interface Flaw {
  readonly path: string
  readonly reason: string
}

const ROOT = 'partner-api'
let ajv: Ajv | undefined
const validators = new Map<string, ValidateFunction>()

/**
 * Holds an answer against its schema in docs/partner-api.yaml. Validators are compiled on first use and kept.
 * @returns undefined when it is in order
 */
export function flawOf(name: keyof Schemas, answer: unknown): Flaw | undefined {
  const validate = validatorOf(name)
  if (validate(answer)) return undefined
  // A failed alternative reports all its branches; the deepest one says most.
  const errors = [...(validate.errors ?? [])].sort((a, b) => b.instancePath.length - a.instancePath.length)
  const [error] = errors
  const missing = (error?.params as { missingProperty?: string } | undefined)?.missingProperty
  return {
    path: `${error?.instancePath ?? ''}${missing ? `/${missing}` : ''}` || '/',
    reason: missing ? 'is missing' : (error?.message ?? 'is not as described'),
  }
}

function validatorOf(name: keyof Schemas): ValidateFunction {
  const known = validators.get(name)
  if (known) return known
  if (!ajv) {
    ajv = new Ajv({ strict: false })
    // The pattern says how a date is written; this says that there is such a day.
    ajv.addFormat('date-time', (text) => !Number.isNaN(Date.parse(text)))
    ajv.addSchema({ $id: ROOT, $defs: { ...schemas, CatalogPage: itemByItem(), CatalogChanges: changeByChange() } })
  }
  const validate = ajv.compile({ $ref: `${ROOT}#/$defs/${name}` })
  validators.set(name, validate)
  return validate
}

/** A catalogue page is checked item by item: one that is wrong must not keep the others from being sold. */
const itemByItem = () => withRows(schemas.CatalogPage, 'items', schemas.CatalogPage.properties.items.maxItems)
const changeByChange = () =>
  withRows(schemas.CatalogChanges, 'changes', schemas.CatalogChanges.properties.changes.maxItems)

const withRows = (page: { readonly properties: object }, rows: string, maxItems: number) => ({
  ...page,
  properties: { ...page.properties, [rows]: { type: 'array', maxItems } },
})
