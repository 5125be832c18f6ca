import { anyPathOf } from '../../../../clients/partners/partnerOf'
import { PartnerHttp } from '../../../../clients/partners/partnerHttp'
import { probe } from '../../../../clients/marketplace/vtexProbe'
import type { Probed } from '../../../../clients/marketplace/vtexProbe'
import { clockFindings } from '../../../../domain/doctor/clockFindings'
import type { Check, SellerJob } from '../doctorJob'

const NAME = 'clock'
const PARTNER_MS = 5_000

/** Compares our clock with those of VTEX and of the partner, by the `Date` of their answers. */
export const clocks: Check<SellerJob> = {
  name: NAME,
  look: async (job) => {
    const [vtex, partner] = await Promise.all([job.shown(), partnerAnswer(job)])
    return clockFindings({ VTEX: vtex.clock, 'the partner': partner.clock })
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
