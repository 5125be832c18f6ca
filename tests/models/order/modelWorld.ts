import { DueMarkers } from '../../../node/clients/storage/dueMarkers'
import type { SellerWork } from '../../../node/clients/sellerWork'
import type { OrderState } from '../../../node/domain/orders/states'
import type { MemoryVBase, StoredFile } from '../../unit/fixtures/memoryVBase'
import { movableClock, type MovableClock } from '../../unit/fixtures/movableClock'
import { sellerWork } from '../../unit/fixtures/sellerWork'
import { beforeWrite } from './interference'
import { ModelOms, type OmsState } from './modelOms'
import { ModelPartner, type PartnerState } from './modelPartner'

/** Everything there is: what is stored, what the others know, and the time. */
export interface ModelState {
  readonly files: ReadonlyMap<string, StoredFile>
  readonly now: number
  readonly partner: PartnerState
  readonly oms: OmsState
}

export interface WorldOptions {
  /** Whether the partner holds stock when an order is created. */
  readonly reserves: boolean
  /** The change the marketplace may ask for: units more, and whose id it goes by (PROTOCOL §10.2 leaves it open). */
  readonly change?: ModelChange
  /** For self-checks: what the model must then find. */
  readonly partnerForgets?: boolean
  readonly storeIgnoresConditions?: boolean
}

export interface ModelChange {
  readonly units: number
  readonly namedBySeller: boolean
}

/** The connector's own code over a record store, a partner and an OMS that can be put into any state. */
export class ModelWorld {
  readonly partner: ModelPartner
  readonly oms = new ModelOms()
  readonly markers: DueMarkers
  /** States the order record was written in since the world was put into a state. */
  readonly written: OrderState[] = []

  private constructor(
    readonly work: SellerWork,
    readonly clock: MovableClock,
    readonly change: ModelChange,
    private readonly vbase: MemoryVBase,
    partner: ModelPartner,
  ) {
    this.partner = partner
    this.markers = new DueMarkers(vbase.records)
    Object.assign(work.marketplaceOrders, { http: this.oms.http })
    Object.assign(work.orderChanges, { http: this.oms.http })
    vbase.disturbance = (verb) => (verb === 'write' || verb === 'remove' ? beforeWrite() : undefined)
    vbase.onWrite = (path, text) => {
      if (path.startsWith('orders/')) this.written.push(stateIn(text))
    }
  }

  static async open(options: WorldOptions) {
    const { change = ONE_LESS, partnerForgets = false, reserves, storeIgnoresConditions = false } = options
    const clock = movableClock()
    const partner = new ModelPartner(reserves, !partnerForgets, clock.now)
    const { work, vbase } = await sellerWork({ partner: partner.partner, clock })
    if (storeIgnoresConditions) ignoreConditions(vbase)
    // What shelves show is no part of an order's life.
    work.offers.noteSold = () => undefined
    return new ModelWorld(work, clock, change, vbase, partner)
  }

  save(): ModelState {
    return { files: new Map(this.vbase.files), now: this.clock.now(), partner: this.partner.state, oms: this.oms.state }
  }

  restore({ files, now, partner, oms }: ModelState) {
    this.vbase.files = new Map(files)
    this.vbase.writes.length = 0
    this.clock.advance(now - this.clock.now())
    this.partner.state = partner
    this.oms.state = oms
    this.written.length = 0
    this.work.log.drain()
  }
}

/** The order's own state comes before those of its changes. */
const stateIn = (text: string) => /"state":"(\w+)"/.exec(text)![1] as OrderState

const ONE_LESS: ModelChange = { units: -1, namedBySeller: true }

type Http = Record<'put', (url: string, data: undefined, options: object) => Promise<unknown>>

function ignoreConditions({ records }: MemoryVBase) {
  const { http } = records as unknown as { http: Http }
  Object.assign(records, {
    http: {
      ...http,
      put: (url: string, data: undefined, options: object) => http.put(url, data, { ...options, headers: {} }),
    },
  })
}
