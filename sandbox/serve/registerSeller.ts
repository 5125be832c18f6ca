/** What the connector says about a seller it registered. */
export interface Registration {
  readonly fulfillmentEndpoint: string
  /** Why the seller cannot sell yet, in words for an operator. */
  readonly problem?: string
}

interface RegistrationAnswer {
  readonly fulfillmentEndpoint?: unknown
  readonly published?: unknown
  readonly activated?: unknown
  readonly problem?: { readonly message?: unknown; readonly fix?: unknown } | null
}

const TIMEOUT_MS = 30_000

/**
 * Registers a seller as the operator does in Admin; repeatable.
 * @param accessKey the key of an earlier registration, to keep the endpoint
 * @throws Error saying why the connector refused
 */
export async function registerSeller(
  edge: string,
  operatorToken: string,
  sellerId: string,
  accessKey: string | undefined,
): Promise<Registration> {
  const response = await fetch(
    `${edge}/_v/private/external-seller/v1/sellers/${encodeURIComponent(sellerId)}/register`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', VtexIdclientAutCookie: operatorToken },
      body: JSON.stringify(accessKey === undefined ? {} : { accessKey }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    },
  )
  const text = await response.text()
  if (!response.ok) throw new Error(`answered ${response.status}: ${text.slice(0, 500)}`)
  const answer = JSON.parse(text) as RegistrationAnswer
  if (typeof answer.fulfillmentEndpoint !== 'string') {
    throw new Error(problemOf(answer) ?? 'the answer names no fulfillmentEndpoint')
  }
  return { fulfillmentEndpoint: answer.fulfillmentEndpoint, problem: problemOf(answer) }
}

function problemOf({ problem, published, activated }: RegistrationAnswer): string | undefined {
  if (problem) return typeof problem.message === 'string' ? problem.message : JSON.stringify(problem)
  if (published === false) return 'the marketplace did not take the endpoint'
  if (activated === false) return 'the seller is not active'
  return undefined
}

/** The key within an endpoint `…/{sellerId}/{accessKey}/api` (DESIGN D4). */
export const accessKeyOf = (endpoint: string): string | undefined =>
  /\/_v\/external-seller\/v1\/[^/]+\/([^/]+)/.exec(endpoint)?.[1]
