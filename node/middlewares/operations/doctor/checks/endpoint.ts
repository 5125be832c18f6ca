import { hashOfKey, newAccessKey } from '../../../../clients/accessCheck'
import type { Probed } from '../../../../clients/marketplace/vtexProbe'
import { PublicEndpoint } from '../../../../clients/publicEndpoint'
import { AccessStore } from '../../../../clients/storage/accessStore'
import { honouredHashes } from '../../../../domain/access/sellerAccess'
import type { Finding } from '../../../../domain/doctor/finding'
import { isObject } from '../../../../domain/isObject'
import { publicHostOf } from '../../../../domain/registration/publicHost'
import { fulfillmentEndpoint, keyIn } from '../../../../events/sellerSetup/fulfillmentEndpoint'
import type { Check, SellerJob } from '../doctorJob'

const NAME = 'endpoint'
/** Of the 2.5 s VTEX waits, without the partner. */
const SLOW_MS = 800

/** Reaches the app through its public host as VTEX does: with the right secret and with a wrong one (DESIGN D4). */
export const endpoint: Check<SellerJob> = {
  name: NAME,
  look: async (job) => {
    const { vtex, clock, settings } = job
    const host = publicHostOf(vtex, settings.publicHost)
    const door = new PublicEndpoint(vtex, clock, host)
    const knock = (key: string) => door.knock(new URL(fulfillmentEndpoint(job, key)).pathname)
    const key = await registeredKey(job)
    const [wrong, right] = await Promise.all([knock(newAccessKey()), key === undefined ? undefined : knock(key)])
    const refused = wrongKey(wrong, host)
    // Where the host does not lead here, the other answer says nothing more.
    return refused.level === 'ok' && right ? [refused, ...rightKey(right, host)] : [refused]
  },
}

/** Plain keys are nowhere else: the app keeps their hashes only. One that is not honoured is the registration's finding. */
async function registeredKey(job: SellerJob): Promise<string | undefined> {
  const { data } = await job.shown()
  const registered = (data as { fulfillmentEndpoint?: unknown } | undefined)?.fulfillmentEndpoint
  const key = typeof registered === 'string' ? keyIn(job, registered) : undefined
  const access = await new AccessStore(job.clients.records).find(job.id)
  const isHonoured = key && access && honouredHashes(access, job.clock.now()).includes(hashOfKey(key))
  return isHonoured ? key : undefined
}

function wrongKey({ data, denied, ms, status }: Probed, host: string): Finding {
  if (denied) return notAllowed(host)
  if (status === 0) return error(`${host} did not answer`, REACH, ms)
  if (!isOfThisApp(data)) return error(`${host} answered ${status}, and it was not this app that answered`, REACH, ms)
  if (status === 400) return error('A wrong secret opens the endpoint', 'Do not sell; report it', ms)
  if (status === 404 || status === 429) {
    return { check: NAME, level: 'ok', message: `A wrong secret is refused (${status})`, ms }
  }
  return error(`The app answered ${status} to a wrong secret, and 404 is right`, WAIT, ms)
}

function rightKey({ data, denied, ms, status }: Probed, host: string): Finding[] {
  if (denied || status === 0) return []
  if (status === 404 && isOfThisApp(data)) {
    const fix = 'Register the seller again: the secret in the marketplace is not one of this app'
    return [error('The secret in the marketplace does not open the endpoint', fix, ms)]
  }
  if (status !== 400 || !isOfThisApp(data)) return [error(`${host} answered ${status} to the right secret`, WAIT, ms)]
  if (ms <= SLOW_MS) return [{ check: NAME, level: 'ok', message: `Reached through ${host} with its secret`, ms }]
  const message = `Reached through ${host}, but after ${ms} ms; VTEX waits 2500 for the whole simulation`
  return [{ check: NAME, level: 'warning', message, fix: 'Call the doctor again: the first call wakes the app', ms }]
}

/** Every refusal of this app has this shape; a store front, a proxy or a login page does not. */
const isOfThisApp = (data: unknown): boolean =>
  isObject(data) && isObject(data.error) && typeof data.error.code === 'string'

const WAIT = 'Wait and call the doctor again; if it stays, look for the problems and the log of the app'

const REACH =
  'Open the health address of the app under this host in a browser: it must answer without login or redirect. If not, correct publicHost and register again'

const notAllowed = (host: string): Finding => ({
  check: NAME,
  level: 'unknown',
  message: `The app may not call ${host} by itself`,
  fix: `From outside, POST {"items":[]} to the endpoint in the marketplace + /pvt/orderForms/simulation: 400 is right, and 404 with one wrong letter in the secret`,
})

const error = (message: string, fix: string, ms: number): Finding => ({ check: NAME, level: 'error', message, fix, ms })
