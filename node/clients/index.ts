import { IOClients } from '@vtex/api'

import { RecordStore } from './storage/recordStore'

/** Clients every request has. Those of VTEX and of the partner are opened per piece of work: see `sellerWork.ts`. */
export class Clients extends IOClients {
  get records() {
    return this.getOrSet('records', RecordStore)
  }
}
