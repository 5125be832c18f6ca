import { refreshOrders } from '../../../node/events/hints/refreshOrders'
import { ORDER_ID } from '../../unit/fixtures/orders'
import { SECOND } from '../../unit/fixtures/movableClock'
import { SOON_S, type ModelEvent } from './modelEvent'
import { cancels, credits, delivers, invoices, ships, takesOneBack, type StaffAct } from './partnerStaff'

const staff = (name: string, { act, may }: StaffAct): ModelEvent => ({
  name,
  afterS: SOON_S,
  possible: ({ partner }) => partner.state.orders.some(may),
  first: act,
})

/** What the partner's people do, and that it tells. */
export const PARTNER_EVENTS: readonly ModelEvent[] = [
  staff('partner cancels', cancels),
  staff('partner invoices', invoices),
  staff('partner ships with an invoice', ships),
  staff('partner delivers', delivers),
  staff('partner takes a unit back', takesOneBack),
  staff('partner credits what it canceled', credits),
  {
    name: 'partner tells',
    afterS: SOON_S,
    possible: ({ partner }) => partner.state.orders.length > 0,
    // All else is found by looking.
    goesOn: ({ partner }) => partner.state.orders.some(({ returned }) => returned > 0),
    run: ({ work, clock }) => refreshOrders(work, [ORDER_ID], clock.now() + 15 * SECOND),
  },
]
