import type { IOContext } from '@vtex/api'

import type { Clients } from '../../../clients'
import type { Probed } from '../../../clients/marketplace/vtexProbe'
import type { CatalogPage } from '../../../clients/partners/partner'
import type { SellerWork } from '../../../clients/sellerWork'
import type { Clock } from '../../../domain/clock'
import type { Finding } from '../../../domain/doctor/finding'
import type { SellerId } from '../../../domain/ids'
import type { ConnectorSettings } from '../../../domain/settings/parseSettings'
import type { Timed } from './timed'

/** What every check may look at. */
export interface AccountJob {
  readonly clients: Clients
  readonly vtex: IOContext
  readonly clock: Clock
  readonly settings: ConnectorSettings
}

/** What a check of one seller may look at besides. */
export interface SellerJob extends AccountJob {
  readonly id: SellerId
  readonly work: SellerWork
  /** The seller in the marketplace, read once for all checks with the app's own credentials. */
  readonly shown: () => Promise<Probed>
  /** Of the partner's catalogue, read once for all checks. */
  readonly firstPage: () => Promise<Timed<CatalogPage>>
}

export interface Check<Job> {
  readonly name: string
  /** Reads only. A failure that is one of ours becomes a finding of its own. */
  readonly look: (job: Job) => Promise<readonly Finding[]>
}
