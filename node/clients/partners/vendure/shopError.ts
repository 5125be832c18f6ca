/** One entry of `errors[]`, reduced to what carries no personal data: messages may repeat a variable's value. */
export interface ShopError {
  /** Vendure's or Apollo's code, e.g. `FORBIDDEN`; absent for database errors. */
  readonly code?: string
  /** Alias of the root field that failed. */
  readonly root?: string
  /** Only of document errors, whose texts name fields and never values. */
  readonly message?: string
}

const DOCUMENT_ERROR = 'GRAPHQL_VALIDATION_FAILED'

/** The `errors[]` of a GraphQL body. Vendure sends them with status 200 (PARTNERS §3, trap 2). */
export function shopErrorsOf(body: unknown): ShopError[] {
  const errors = body instanceof Object ? (body as { errors?: unknown }).errors : undefined
  return Array.isArray(errors) ? errors.map(shopError) : []
}

function shopError(entry: unknown): ShopError {
  const { extensions, path, message } = (entry ?? {}) as {
    extensions?: { code?: unknown }
    path?: unknown[]
    message?: unknown
  }
  const code = typeof extensions?.code === 'string' ? extensions.code : undefined
  return {
    code,
    root: Array.isArray(path) && typeof path[0] === 'string' ? path[0] : undefined,
    message: code === DOCUMENT_ERROR && typeof message === 'string' ? message.slice(0, 200) : undefined,
  }
}

export const isDocumentError = (error: ShopError) => error.code === DOCUMENT_ERROR
export const isForbidden = (error: ShopError) => error.code === 'FORBIDDEN'
export const isUnknownId = (error: ShopError) => error.code === 'ENTITY_NOT_FOUND'
/** Answered before anything is done. */
export const isBadInput = (error: ShopError) => error.code === 'USER_INPUT_ERROR' || error.code === 'BAD_USER_INPUT'

export const describe = (error: ShopError) =>
  [error.code ?? 'unnamed error', error.root && `at ${error.root}`, error.message].filter(Boolean).join(' ')

/** Codes of what went wrong although the status is 200: `errors[]` and typed results. */
export function noteOf(body: unknown): string | undefined {
  const data = body instanceof Object ? (body as { data?: unknown }).data : undefined
  const typed = Object.values(data instanceof Object ? data : {})
    .map((root: unknown) => (root instanceof Object ? (root as { errorCode?: unknown }).errorCode : undefined))
    .filter((code): code is string => typeof code === 'string')
  const codes = [...shopErrorsOf(body).map(describe), ...typed]
  return codes.length > 0 ? codes.join(', ').slice(0, 300) : undefined
}
