import { answerJson } from './httpAnswer'
import type { ServiceCall } from './outboundProxy'
import { readBody } from './readBody'
import type { TokenRegistry } from './tokenRegistry'

const VALIDATE_PATH = '/api/vtexid/credential/validate'
const BODY_LIMIT_BYTES = 64_000

/** VTEX ID: says whose token it is (PLATFORM §2.4). An app's token is valid too, but is no Admin user's. */
export const vtexId = (tokens: TokenRegistry) => async (call: ServiceCall) => {
  const { request, response, path, tenant } = call
  if (path !== VALIDATE_PATH || request.method !== 'POST') return false
  const identity = tokens.identify(await tokenIn(call))
  if (!identity || (identity.kind === 'app' && identity.account !== tenant.account)) {
    answerJson(response, 401, { authStatus: 'InvalidToken' })
  } else if (identity.kind === 'app') {
    const { account, workspace } = identity
    answerJson(response, 200, {
      authStatus: 'Success',
      id: `${account}/${workspace}`,
      user: `vrn:apps:${account}:${workspace}`,
      account,
      audience: 'app',
      tokenType: 'app',
    })
  } else {
    answerJson(response, 200, {
      authStatus: 'Success',
      id: identity.user,
      user: identity.user,
      account: tenant.account,
      audience: identity.kind === 'shopper' ? 'webstore' : 'admin',
      tokenType: 'user',
    })
  }
  return true
}

async function tokenIn({ request }: ServiceCall): Promise<string | undefined> {
  const text = (await readBody(request, BODY_LIMIT_BYTES)).toString()
  try {
    const { token } = JSON.parse(text) as { token?: unknown }
    return typeof token === 'string' ? token : undefined
  } catch {
    return undefined
  }
}
