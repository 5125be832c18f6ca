import { randomUUID } from 'crypto'

import { AccessStore } from '../../../../clients/storage/accessStore'
import { missingStores } from '../../../../clients/storage/sellerStores'
import { storageSelfTest } from '../../../../clients/storage/selfTest'
import type { AccountJob, Check, SellerJob } from '../doctorJob'

/** Proves what orders rest on, with a document of its own that is removed again (DESIGN D7). */
export const storage: Check<AccountJob> = {
  name: 'storage',
  look: async ({ clients, clock }) => {
    const start = clock.now()
    const broken = await storageSelfTest(clients.records, randomUUID())
    const ms = clock.now() - start
    if (!broken) {
      return [{ check: 'storage', level: 'ok', message: 'Writes, reads, lists, and refuses a stale write', ms }]
    }
    const fix = 'Do not sell: orders could be doubled. Tell VTEX support what is broken'
    return [{ check: 'storage', level: 'error', message: `The record store is broken: ${broken}`, fix, ms }]
  },
}

/** Whether everything a seller needs was created, also what a newer release added. */
export const sellerRecords: Check<SellerJob> = {
  name: 'records',
  look: async ({ clients, id }) => {
    const access = await new AccessStore(clients.records).find(id)
    const check = 'records'
    if (!access) {
      return [{ check, level: 'error', message: 'The seller was never registered', fix: 'Register it' }]
    }
    const missing = missingStores(access.stores)
    return missing.length === 0
      ? [{ check, level: 'ok', message: 'Every document of the seller was created' }]
      : [
          {
            check,
            level: 'error',
            message: `Documents that this release needs were never created: ${missing.join(', ')}`,
            fix: 'Register the seller again; nothing that exists is touched',
          },
        ]
  },
}
