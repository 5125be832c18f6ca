import type { OrderRecord } from './orderRecord'
import { owe } from './owe'
import { EFFECTS, nextState, type OrderEvent } from './states'

/**
 * The record after an event: its next state, with the steps taken off and owed that belong to the event.
 * @returns undefined when the table does not allow the event
 */
export function moved(record: OrderRecord, event: OrderEvent, now: number): OrderRecord | undefined {
  const state = nextState(record.state, event)
  if (!state) return undefined
  const { drops = [], keeps, owes = [] } = EFFECTS[event] ?? {}
  const left = record.owed.filter(({ kind }) => !drops.includes(kind) && (!keeps || keeps.includes(kind)))
  return { ...record, state, owed: owe(left, new Date(now).toISOString(), ...owes) }
}
