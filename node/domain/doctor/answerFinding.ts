import type { Finding } from './finding'

/** What a harmless read was answered. */
export interface ProbeAnswer {
  /** 0: no answer. */
  readonly status: number
  readonly ms: number
  /** The platform itself let the call not out. */
  readonly denied?: true
}

/**
 * What the answer to a harmless read says about a permission: something that does not exist is answered 404 to who may
 * ask, and 401 or 403 to who may not (PROTOCOL §1.4).
 * @param resource as License Manager shows it
 * @param credential what the call was made with
 * @param without what is lost without it, when that is not everything
 */
export function permissionFinding(
  answer: ProbeAnswer,
  resource: string,
  credential: 'appKey' | 'appToken',
  without?: string,
): Finding {
  const check = `permission ${resource}`
  const { status, ms } = answer
  if (answer.denied) {
    const fix = 'Add an outbound-access policy for it to manifest.json and publish the app again'
    return { check, level: 'error', message: 'The platform lets this call not out of the app', fix, ms }
  }
  if (status === 401 || status === 403) {
    const whose = credential === 'appKey' ? 'The app key of the settings' : 'The app'
    const fix =
      credential === 'appKey'
        ? `Give the role of the app key the resource "${resource}" in Account management, Access profiles`
        : `Fill appKey and appToken with a key whose role has the resource "${resource}"`
    return {
      check,
      level: without ? 'warning' : 'error',
      message: `${whose} lacks the resource "${resource}": VTEX answered ${status}${without ? `. ${without}` : ''}`,
      fix,
      ms,
    }
  }
  if (status === 0 || status === 408 || status === 429 || status >= 500) {
    const message = status === 0 ? 'VTEX did not answer' : `VTEX answered ${status}`
    return { check, level: 'unknown', message, fix: 'Wait and call the doctor again', ms }
  }
  return { check, level: 'ok', message: `Granted: a harmless read was answered ${status}`, ms }
}
