import { GONE, type Difference } from './difference'
import type { OrderRecord } from '../orderRecord'
import type { PartnerOrderUpdate } from '../partnerOrder'
import { withPartnerUpdate } from '../partnerUpdate'
import type { OrderState } from '../states'

const SHIPPED: readonly OrderState[] = ['invoiced', 'dispatched', 'delivered', 'returnOpen', 'returned']

/** What the partner shows otherwise than our record. @param shown `unknown`: the partner has no such order */
export function differencesFromPartner(
  record: OrderRecord,
  shown: PartnerOrderUpdate | 'unknown',
  now: number,
): Difference[] {
  if (shown === 'unknown') {
    if (GONE.includes(record.state) || record.state === 'expired') return []
    return [
      {
        kind: 'unknownAtPartner',
        message: `The order is ${record.state} here and the partner does not know it`,
        fix: 'Ask the partner what became of it; if it is lost, cancel it in OMS',
      },
    ]
  }
  if (record.state === 'canceled') return aliveAtPartner(shown)
  if (shown.state === 'canceled' && SHIPPED.includes(record.state)) {
    return [
      {
        kind: 'canceledAtPartner',
        message: `The partner canceled the order, and it is ${record.state} here`,
        fix: 'Ask the partner for its return document, or settle it with the shopper',
      },
    ]
  }
  if (!withPartnerUpdate(record, shown, now, '')) return []
  return [
    {
      kind: 'partnerNews',
      message: 'The partner shows more than was told to the marketplace',
      fix: 'Nothing: it is told now',
      repair: { kind: 'partnerNews', update: shown },
    },
  ]
}

function aliveAtPartner({ state }: PartnerOrderUpdate): Difference[] {
  if (state === 'canceled' || state === 'unknown') return []
  if (state === 'open' || state === 'authorized') {
    return [
      {
        kind: 'aliveAtPartner',
        message: `The order is canceled here and ${state} at the partner`,
        fix: 'Nothing: the partner is asked to cancel it',
        repair: { kind: 'cancelAtPartner' },
      },
    ]
  }
  return [
    {
      kind: 'shippedThoughCanceled',
      message: `The order is canceled, and ${state} at the partner`,
      fix: 'Have the partner call the parcel back: the shopper has the money back',
    },
  ]
}
