import { CHANGE_EVENTS } from './changeEvents'
import { CONNECTOR_EVENTS } from './connectorEvents'
import type { ModelEvent } from './modelEvent'
import { PARTNER_EVENTS } from './partnerEvents'
import { SALE_EVENTS } from './saleEvents'

/** The life of one order, by who acts: the marketplace, the partner, the connector itself. */
export const EVENTS: readonly ModelEvent[] = [...SALE_EVENTS, ...CHANGE_EVENTS, ...PARTNER_EVENTS, ...CONNECTOR_EVENTS]

/** @throws Error when there is no such event */
export function eventNamed(name: string): ModelEvent {
  const event = EVENTS.find((one) => one.name === name)
  if (!event) throw new Error(`the model has no event ${name}`)
  return event
}
