import type { SellerWork } from '../../clients/sellerWork'
import type { CheckedPlacement } from '../../domain/orders/placement/checkPlacement'
import type { PlacementOrder } from '../../domain/orders/placement/placementOrder'
import type { PlacementBody } from './placementBody'

/** One order of a placement call, on its way to the partner. */
export interface PlacementJob {
  readonly work: SellerWork
  readonly body: PlacementBody
  readonly order: PlacementOrder
  readonly contentHash: string
  /** Random, ours. */
  readonly claimId: string
  /** Milliseconds since the epoch by which the call must have been answered. */
  readonly deadlineAt: number
  /** How long claim and intent keep others away; longer than this call can act. */
  readonly leaseMs: number
}

/** An intent is on record and the stock is held: the partner may be asked. */
export interface PreparedPlacement {
  readonly job: PlacementJob
  readonly checked: CheckedPlacement
  /** The claim says that there is a record, or will in a moment; false when it is somebody else's by now. */
  readonly recorded: Promise<boolean>
}
