import type { PartnerCopy } from './modelPartner'
import type { ModelWorld } from './modelWorld'

/** What the partner's own people do, once the order is ready for it. */
export interface StaffAct {
  readonly may: (order: PartnerCopy) => boolean
  readonly act: (world: ModelWorld) => void
}

const writing = (may: StaffAct['may'], change: (order: PartnerCopy) => Partial<PartnerCopy>): StaffAct => ({
  may,
  act: ({ partner }) => {
    const [order] = partner.state.orders
    partner.put({ ...order, ...change(order) })
  },
})

/** Also an order with an invoice, as long as nothing has left. */
export const cancels: StaffAct = {
  may: ({ state }) => state === 'authorized',
  act: ({ partner }) => partner.release(partner.state.orders[0]),
}

export const invoices = writing(
  ({ invoiced, state }) => state === 'authorized' && !invoiced,
  () => ({ invoiced: true }),
)

/** With its invoice. */
export const ships = writing(
  ({ state }) => state === 'authorized',
  () => ({ state: 'shipped', invoiced: true }),
)

export const delivers = writing(
  ({ state }) => state === 'shipped',
  () => ({ state: 'delivered' }),
)

/** The unit is on the shelf again. */
export const takesOneBack: StaffAct = {
  may: ({ returned, state, units }) => (state === 'shipped' || state === 'delivered') && returned < units,
  act: ({ partner }) => {
    const [order] = partner.state.orders
    partner.state = { ...partner.state, free: partner.state.free + 1 }
    partner.put({ ...order, returned: order.returned + 1 })
  },
}

/** Takes the invoice of an order back that it canceled: nothing of it had left. */
export const credits = writing(
  ({ invoiced, returned, state, units }) => state === 'canceled' && invoiced && returned < units,
  ({ units }) => ({ returned: units }),
)
