import { AccessStore } from '../../../../clients/storage/accessStore'
import { hashOfKey } from '../../../../clients/accessCheck'
import { honouredHashes, honouredKeys } from '../../../../domain/access/sellerAccess'
import type { Finding } from '../../../../domain/doctor/finding'
import { publicHostOf } from '../../../../domain/registration/publicHost'
import { registrationChanges } from '../../../../domain/registration/registrationChanges'
import { sellerRegistration, type SellerRegistration } from '../../../../domain/registration/sellerRegistration'
import { isOurs, keyIn } from '../../../../events/sellerSetup/fulfillmentEndpoint'
import type { Check, SellerJob } from '../doctorJob'

const NAME = 'registration'
const REGISTER = 'Register the seller again; with ?dryRun the call says first what it would change'

/** Whether the marketplace has the seller as it must be to sell, field by field (PROTOCOL §3.1). */
export const registration: Check<SellerJob> = {
  name: NAME,
  look: async (job) => {
    const { status, data } = await job.shown()
    if (status === 404) return [error('The marketplace has no seller of this id', 'Register the seller')]
    // Anything else but a seller is the finding of the permission or of VTEX.
    if (status !== 200 || typeof data !== 'object' || data === null) return []
    const shown = data as Partial<SellerRegistration>
    const found = [...standing(job, shown), ...(await endpoint(job, shown)), ...fields(job, shown)]
    return found.length > 0
      ? found
      : [{ check: NAME, level: 'ok', message: 'The marketplace has the seller as set up' }]
  },
}

function standing({ work }: SellerJob, shown: Partial<SellerRegistration>): Finding[] {
  if (shown.isActive !== false) return []
  const fix = 'Call resume, or activate the seller in Admin, when it shall sell'
  return [warning(`The seller ${work.seller.sellerId} is inactive in the marketplace: its offers are not shown`, fix)]
}

async function endpoint(job: SellerJob, shown: Partial<SellerRegistration>): Promise<Finding[]> {
  const { clients, clock, id, settings, vtex } = job
  const registered = shown.fulfillmentEndpoint
  if (!registered) return [error('The seller has no fulfillment endpoint', REGISTER)]
  if (!isOurs(job, registered)) {
    const ours = publicHostOf(vtex, settings.publicHost)
    const message = `VTEX calls ${hostOf(registered)} for this seller, and this app is ${ours}`
    return [error(message, `${REGISTER}. If VTEX shall call another host, fill publicHost first`)]
  }
  const access = await new AccessStore(clients.records).find(id)
  const hash = hashOfKey(keyIn(job, registered) ?? '')
  if (!access || !honouredHashes(access, clock.now()).includes(hash)) {
    return [error('The endpoint in the marketplace has a secret that is not honoured', REGISTER)]
  }
  const used = honouredKeys(access, clock.now()).find((key) => key.hash === hash)
  if (!used?.retiredAt) return []
  return [warning('The endpoint in the marketplace has an old secret, which ends one day', REGISTER)]
}

/** Whether it is shown at all, then everything that only differs. */
function fields({ work }: SellerJob, shown: Partial<SellerRegistration>): Finding[] {
  const wanted = sellerRegistration(work.seller, shown.fulfillmentEndpoint ?? '', shown)
  // Trade policies have a check of their own.
  const differing = registrationChanges(shown, wanted)
    .map(({ field }) => field)
    .filter((field) => field !== 'availableSalesChannels')
  const others = differing.filter((field) => !(field in GRAVE))
  return [
    ...differing.flatMap((field) => (GRAVE[field] ? [error(GRAVE[field], REGISTER)] : [])),
    ...(others.length > 0 ? [warning(`The marketplace has other values of ${others.join(', ')}`, REGISTER)] : []),
  ]
}

const GRAVE: Readonly<Record<string, string>> = {
  isVtex: 'The marketplace takes the seller for a VTEX account',
  sellerType: 'The seller is not of the type "regular": VTEX chooses white labels by itself',
  fulfillmentSellerId: 'The orders of the seller are sent to another seller',
}

function hostOf(endpoint: string): string {
  try {
    return new URL(endpoint).host
  } catch {
    return 'something that is no address'
  }
}

const error = (message: string, fix: string): Finding => ({ check: NAME, level: 'error', message, fix })
const warning = (message: string, fix: string): Finding => ({ check: NAME, level: 'warning', message, fix })
