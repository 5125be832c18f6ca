import { anyPathOf } from '../../../../clients/partners/partnerOf'
import { PartnerHttp } from '../../../../clients/partners/partnerHttp'
import { probe } from '../../../../clients/marketplace/vtexProbe'
import type { Probed } from '../../../../clients/marketplace/vtexProbe'
import type { Finding } from '../../../../domain/doctor/finding'
import type { Check, SellerJob } from '../doctorJob'

const NAME = 'clock'
const PARTNER_MS = 5_000
/** A `Date` header has whole seconds, and comes a moment later. */
const NOTICEABLE_MS = 30_000
/** Older or newer messages of the partner are refused (Standard Webhooks). */
const TOO_FAR_MS = 5 * 60_000

/** Compares our clock with those of VTEX and of the partner, by the `Date` of their answers. */
export const clocks: Check<SellerJob> = {
  name: NAME,
  look: async (job) => {
    const [vtex, partner] = await Promise.all([job.shown(), partnerAnswer(job)])
    return [...compared('VTEX', vtex.clock), ...compared('the partner', partner.clock)]
  },
}

function partnerAnswer({ clock, vtex, work }: SellerJob): Promise<Probed> {
  const path = anyPathOf(work.seller.platform)
  const http = new PartnerHttp(vtex, work.seller.partnerHost, path)
  return probe(clock, async () => {
    const { status, headers, body } = await http.exchange({
      method: 'get',
      path,
      remainingMs: PARTNER_MS,
      metric: 'doctor',
    })
    return { status, headers, data: body }
  })
}

function compared(who: string, clock: Probed['clock']): Finding[] {
  if (!clock) return []
  const apart = Math.abs(clock.theirs - clock.ours)
  const seconds = Math.round(apart / 1_000)
  if (apart < NOTICEABLE_MS) return [{ check: NAME, level: 'ok', message: `Our clock and that of ${who} agree` }]
  const fix = `Find out whose clock is wrong and let it be set by the network; ours is the platform’s`
  const message = `Our clock and that of ${who} are ${seconds} s apart`
  return [{ check: NAME, level: apart > TOO_FAR_MS ? 'error' : 'warning', message, fix }]
}
