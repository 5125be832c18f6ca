import { broughtInLine } from '../broughtInLine'
import type { Repair } from './difference'
import { appendTimeline, type OrderRecord } from '../orderRecord'
import { owe } from '../owe'
import { owedStep } from '../owedStep'
import { withPartnerUpdate } from '../partnerUpdate'

/**
 * The record with what the comparison found put right. Decided again on the record as it stands now.
 * @returns undefined when nothing is to be done any more
 */
export function repaired(record: OrderRecord, repair: Repair, receipt: string, now: number): OrderRecord | undefined {
  const at = new Date(now).toISOString()
  switch (repair.kind) {
    case 'marketplaceStanding':
      return broughtInLine(record, repair.standing, receipt, now)
    case 'partnerNews':
      return withPartnerUpdate(record, repair.update, now, receipt)
    case 'cancelAtPartner':
      return record.state === 'canceled'
        ? noted(
            { ...record, owed: owe(record.owed, at, 'cancelAtPartner') },
            'the partner is asked once more to cancel',
            at,
          )
        : undefined
    case 'resendInvoice': {
      const step = owedStep('orderInvoice', at, repair.number)
      if (record.owed.some(({ id }) => id === step.id)) return undefined
      return noted({ ...record, owed: [...record.owed, step] }, `invoice ${repair.number} is sent again`, at)
    }
  }
}

const noted = (record: OrderRecord, decision: string, at: string): OrderRecord => ({
  ...record,
  timeline: appendTimeline(record.timeline, [{ at, decision, reason: 'OMS, partner and record differed' }]),
})
