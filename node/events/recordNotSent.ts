import type { SellerWork } from '../clients/sellerWork'
import type { SendSwitches } from '../domain/settings/sendSwitches'

/** Writes down a call to the marketplace that was not made, because its kind is switched off in the settings. */
export function recordNotSent(
  { clock, log }: Pick<SellerWork, 'clock' | 'log'>,
  kind: keyof SendSwitches,
  step: string,
  subject: string,
) {
  log.record({
    at: new Date(clock.now()).toISOString(),
    direction: 'out',
    peer: 'marketplace',
    step,
    subject,
    status: 0,
    ms: 0,
    notSent: true,
    note: `${kind} is switched off`,
  })
}
