import type { Brand } from '../brand'

/** The secret path segment of a fulfillment endpoint: 256 random bits, base64url. Never stored or logged. */
export type PlainAccessKey = Brand<string, 'PlainAccessKey'>

/** What takes its place wherever a path is shown. */
export const REDACTED_KEY = '***'
