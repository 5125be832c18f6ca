import { isObject } from '../isObject'

export { isObject }

/** One broken rule: where PROTOCOL says it, and what was wrong. Messages name fields and types, never personal values. */
export interface Finding {
  readonly rule: string
  readonly message: string
}

/** Says what is wrong with a value found `at` a path; nothing when it is right. */
export type Check = (value: unknown, at: string) => string[]

export type Fields = Readonly<Record<string, Check>>

const must = (ok: boolean, at: string, expected: string): string[] => (ok ? [] : [`${at} must be ${expected}`])

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

export const anything: Check = () => []
export const text: Check = (value, at) =>
  must(typeof value === 'string' && value.trim() !== '', at, 'a non-empty string')
export const anyText: Check = (value, at) => must(typeof value === 'string', at, 'a string')
export const flag: Check = (value, at) => must(typeof value === 'boolean', at, 'a boolean')
export const integer: Check = (value, at) => must(Number.isSafeInteger(value), at, 'an integer')
export const natural: Check = (value, at) =>
  must(Number.isSafeInteger(value) && (value as number) >= 0, at, 'an integer, 0 or more')
export const positiveInteger: Check = (value, at) =>
  must(Number.isSafeInteger(value) && (value as number) > 0, at, 'an integer above 0')
export const amount: Check = (value, at) => must(isNumber(value) && value >= 0, at, 'a number, 0 or more')
export const positive: Check = (value, at) => must(isNumber(value) && value > 0, at, 'a number above 0')

/** Money on the wire: an integer with two implied decimals. */
export const cents = natural

export const matching =
  (pattern: RegExp, expected: string): Check =>
  (value, at) =>
    must(typeof value === 'string' && pattern.test(value), at, expected)

export const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value, at) =>
    must(allowed.includes(value), at, allowed.map((one) => JSON.stringify(one)).join(' or '))

export const nullable =
  (check: Check): Check =>
  (value, at) =>
    value === null ? [] : check(value, at)

export const arrayOf =
  (check: Check, minimum = 0): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return [`${at} must be an array`]
    const few = value.length < minimum ? [`${at} must have at least ${minimum} element(s)`] : []
    return [...few, ...value.flatMap((one, index) => check(one, `${at}[${index}]`))]
  }

/** Every field of `required` must be present (null counts as present); those of `optional` are checked when present. */
export const object =
  (required: Fields, optional: Fields = {}): Check =>
  (value, at) => {
    if (!isObject(value)) return [`${at} must be an object`]
    const missing = Object.keys(required).filter((name) => value[name] === undefined)
    return [
      ...missing.map((name) => `${at}.${name} is required`),
      ...Object.entries({ ...required, ...optional }).flatMap(([name, check]) =>
        value[name] === undefined ? [] : check(value[name], `${at}.${name}`),
      ),
    ]
  }

/** ISO 8601 with a time of day; seconds and offset may be missing (PROTOCOL §0, unit conventions). */
export const dateTime = matching(
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/,
  'a date with a time, ISO 8601',
)
export const country = matching(/^[A-Z]{3}$/, 'an ISO 3166-1 alpha-3 country')

export const findings = (rule: string, messages: readonly string[]): Finding[] =>
  messages.map((message) => ({ rule, message }))

/** The single finding, unless the rule holds. */
export const unless = (holds: boolean, rule: string, message: string): Finding[] => (holds ? [] : [{ rule, message }])
