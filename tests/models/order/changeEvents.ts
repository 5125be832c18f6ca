import { orderModification } from '../../../node/middlewares/orderModification/orderModification'
import { sendAgreement } from '../../../node/middlewares/orderModification/sendAgreement'
import { ORDER_ID } from '../../unit/fixtures/orders'
import { changeBody, isInProgress, type OmsChange } from './modelChange'
import { answerOf, SOON_S, type ModelEvent } from './modelEvent'
import type { ModelWorld } from './modelWorld'

const params = { orderId: `XS-${ORDER_ID}` }

const changeIn = ({ oms }: ModelWorld): OmsChange | undefined => oms.state.change
const alter = ({ oms }: ModelWorld, change: Partial<OmsChange>) =>
  oms.change({ change: { ...oms.state.change!, ...change } })

const agree = (type: 'Acknowledgment' | 'Confirmation') => (world: ModelWorld) =>
  answerOf(sendAgreement, {
    work: world.work,
    body: { agreementType: type },
    params: { ...params, changeRequestId: changeIn(world)?.id ?? '' },
  })

/** A change of an open order (PROTOCOL §10.1), one in its life: the marketplace's side of the handshake. */
export const CHANGE_EVENTS: readonly ModelEvent[] = [
  {
    name: 'tell a change',
    afterS: SOON_S,
    possible: (world) => {
      const change = changeIn(world)
      return change ? isInProgress(change) && !change.told : world.oms.state.status === 'payment-approved'
    },
    goesOn: (world) => changeIn(world) !== undefined,
    first: (world) => {
      if (changeIn(world)) return
      const { units, namedBySeller } = world.change
      world.oms.change({
        change: {
          ...(namedBySeller ? {} : { id: 'change-1' }),
          status: 'waiting-acknowledgement',
          units,
          told: false,
          acknowledged: false,
          confirmed: false,
          confirmationSent: false,
          sellerAcknowledged: false,
        },
      })
    },
    run: (world) => answerOf(orderModification, { work: world.work, body: changeBody(world.change), params }),
    seen: (world, { status, body }) => {
      const { id = (body as { requestId?: string } | undefined)?.requestId } = changeIn(world)!
      if (status === 202) alter(world, { told: true, id })
      // A refusal does not get better by repeating.
      else if (status < 500) alter(world, { status: 'canceled' })
    },
  },
  {
    name: 'acknowledge the change',
    afterS: SOON_S,
    possible: (world) => {
      const change = changeIn(world)
      return isInProgress(change) && change.id !== undefined && !change.acknowledged
    },
    run: agree('Acknowledgment'),
    seen: (world, { status }) => {
      if (status === 200) alter(world, { acknowledged: true })
    },
  },
  {
    name: 'confirm the change',
    afterS: SOON_S,
    possible: (world) => changeIn(world)?.status === 'waiting-confirmation' && !changeIn(world)?.confirmed,
    first: (world) => alter(world, { confirmationSent: true }),
    run: agree('Confirmation'),
    seen: (world, { status }) => {
      if (status === 200) alter(world, { confirmed: true })
    },
  },
  {
    // The seller is not told.
    name: 'marketplace gives the change up',
    afterS: SOON_S,
    possible: (world) => isInProgress(changeIn(world)),
    goesOn: () => false,
    first: (world) => alter(world, { status: 'canceled' }),
  },
]
