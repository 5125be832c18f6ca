import type { AppBundle } from './appBundle'
import { answer, answerJson } from './httpAnswer'
import type { ServiceCall } from './outboundProxy'
import { readBody } from './readBody'

const SETTINGS_PATH = /^\/apps\/v0\/([^/]+)\/([^/]+)\/apps\/([^/]+)\/settings$/
const SETTINGS_LIMIT_BYTES = 1_000_000

/** `infra.io.vtex.com/apps`: reads the app's settings; writes them when the manifest asks for that right. */
export const appSettings = (bundle: AppBundle) => async (call: ServiceCall) => {
  const [, account, workspace, app] = SETTINGS_PATH.exec(call.path) ?? []
  if (app === undefined) return false
  const { tenant, request, response } = call
  if (account !== tenant.account || workspace !== tenant.workspace) {
    answerJson(response, 403, { code: 'Forbidden', message: 'The token belongs to another account or workspace' })
  } else if (decodeURIComponent(app).split('@')[0] !== bundle.name) {
    answerJson(response, 404, { code: 'NotFound', message: `${app} is not installed` })
  } else if (request.method === 'GET') {
    answerJson(response, 200, tenant.settings)
  } else if (request.method !== 'PUT') {
    answer(response, 405)
  } else if (!bundle.policies.has('update-app-settings')) {
    answerJson(response, 403, { code: 'Forbidden', message: 'The manifest does not declare update-app-settings' })
  } else {
    tenant.settings = JSON.parse((await readBody(request, SETTINGS_LIMIT_BYTES)).toString()) as Record<string, unknown>
    answer(response, 204)
  }
  return true
}
