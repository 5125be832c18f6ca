import type { OrderRecord } from '../../../node/domain/orders/orderRecord'
import { reservedUnits, type ReservationShard } from '../../../node/domain/reservations/reservationShard'
import { documented, type OmsState } from './modelOms'
import type { ModelState } from './modelWorld'

export function recordOf({ files }: ModelState): OrderRecord | undefined {
  const path = [...files.keys()].find((one) => one.startsWith('orders/'))
  return path === undefined ? undefined : (JSON.parse(files.get(path)!.text) as OrderRecord)
}

/** Units the connector holds for orders, for a partner that does not. */
export const unitsPromised = ({ files, now }: ModelState) =>
  [...files]
    .filter(([path]) => path.startsWith('reservations/'))
    .flatMap(([, { text }]) => [...reservedUnits(JSON.parse(text) as ReservationShard, now).values()])
    .reduce((sum, quantity) => sum + quantity, 0)

export const isRefunded = (oms: OmsState) => documented(oms, 'Input') >= documented(oms, 'Output')

/** An invariant: what it says when it does not hold. */
export const when = (wrong: boolean, text: string) => (wrong ? [text] : [])
