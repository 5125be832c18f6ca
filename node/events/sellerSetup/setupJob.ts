import type { IOContext } from '@vtex/api'

import type { Clients } from '../../clients'
import type { SellerWork } from '../../clients/sellerWork'
import type { ConnectorSettings } from '../../domain/settings/parseSettings'

/** What setting a seller up needs, from an operator's call or from an event. */
export interface SetupJob {
  readonly clients: Clients
  readonly vtex: IOContext
  readonly work: SellerWork
  readonly settings: ConnectorSettings
  /** Token of the operator who asks; the app's own without one. */
  readonly operatorToken?: string
}
