import { VtexProbe } from '../../../../clients/marketplace/vtexProbe'
import { channelFindings } from '../../../../domain/doctor/channelFindings'
import type { SellerRegistration } from '../../../../domain/registration/sellerRegistration'
import type { Check, SellerJob } from '../doctorJob'

interface TradePolicy {
  readonly Id?: unknown
  readonly IsActive?: unknown
}

/** Whether the trade policies of the settings are there, and the seller in them (PROTOCOL §3.1). */
export const salesChannels: Check<SellerJob> = {
  name: 'sales channels',
  look: async ({ clock, settings, shown, vtex, work }) => {
    const [list, seller] = await Promise.all([new VtexProbe(vtex, clock, settings).tradePolicies(), shown()])
    const policies = list.status === 200 && Array.isArray(list.data) ? (list.data as (TradePolicy | null)[]) : undefined
    const registered = seller.status === 200 ? (seller.data as Partial<SellerRegistration> | null) : undefined
    return channelFindings({
      wanted: work.seller.salesChannels,
      known: policies?.map((one) => ({ id: String(one?.Id), active: one?.IsActive !== false })),
      status: list.status,
      selected: registered?.availableSalesChannels?.filter((one) => one.isSelected).map(({ id }) => String(id)),
    })
  },
}
