import type { OutwardCall, Peer } from '../line/outwardCall'
import type { Treatment } from '../line/treatment'
import type { SeededRandom } from '../../platform/seededRandom'

/** A fault, the share of calls it hits (0 to 1) and how it looks this time. */
export interface FaultRate {
  readonly name: string
  readonly share: number
  readonly hits?: (call: OutwardCall) => boolean
  readonly make: (random: SeededRandom) => Treatment
}

const delay = (least: number, most: number) => (random: SeededRandom) =>
  ({ kind: 'delay', ms: Math.round(random.between(least, most)) }) as const

const answer = (status: number, headers: Readonly<Record<string, string>> = {}) => ({
  name: String(status),
  make: () => ({ kind: 'answer', status, headers }) as const,
})

const dropped = (name: 'dropRequest' | 'dropAnswer') => ({ name, make: () => ({ kind: name }) as const })

const overTheInternet: readonly FaultRate[] = [
  { name: 'delay', share: 0.03, make: delay(100, 900) },
  { share: 0.01, ...answer(429, { 'retry-after': '2' }) },
  { share: 0.01, ...answer(503, { 'retry-after': '1' }) },
  { share: 0.01, ...answer(500) },
  { share: 0.005, ...dropped('dropRequest') },
  { share: 0.015, ...dropped('dropAnswer') },
  { name: 'drip', share: 0.004, make: () => ({ kind: 'drip' }) },
]

const isWrite = ({ verb }: OutwardCall) => verb === 'write'
const isRead = ({ verb, point }: OutwardCall) => verb === 'read' && !point.startsWith('list')
const isConditional = ({ conditional }: OutwardCall) => conditional === true

/** What goes wrong on a worker's way out, by whom it asks. Shares add up: a call meets one fault at most. */
export const FAULT_RATES: Record<Peer, readonly FaultRate[]> = {
  partner: overTheInternet,
  marketplace: overTheInternet,
  records: [
    { name: 'delay', share: 0.02, make: delay(20, 250) },
    { share: 0.004, ...answer(503) },
    { share: 0.01, hits: isRead, ...answer(404), name: 'false 404' },
    { share: 0.02, hits: isConditional, ...answer(412) },
    { share: 0.01, hits: isConditional, ...answer(409) },
    { share: 0.004, hits: isWrite, ...dropped('dropAnswer') },
  ],
  events: [
    { name: 'lost event', share: 0.1, make: () => ({ kind: 'answer', status: 204 }) },
    { name: 'double event', share: 0.1, make: () => ({ kind: 'twice' }) },
    {
      name: 'late event',
      share: 0.1,
      make: (random) => ({ kind: 'later', ms: Math.round(random.between(200, 3_000)) }),
    },
  ],
  platform: [],
}

/** What goes wrong with calls of the marketplace and webhooks of the partner on their way in. */
export const INBOUND_RATES: readonly FaultRate[] = [
  { name: 'delay', share: 0.02, make: delay(50, 400) },
  { share: 0.01, ...dropped('dropRequest') },
  { share: 0.03, ...dropped('dropAnswer') },
  { name: 'twice', share: 0.03, make: () => ({ kind: 'twice' }) },
]
