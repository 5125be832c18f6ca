import { walk, type WalkOptions, type Walked } from './order/walk'

/** `MODEL=deep` goes further than every run of the tests has time for. */
const DEEP = process.env.MODEL === 'deep'
const MINUTES = 60_000

const CONNECTOR = ['outbox event', 'sweep a minute later', 'sweep 20 minutes later']
const SALE = ['place', 'marketplace gives the placement up', 'authorize', 'ask to cancel']
const PARTNER = ['partner cancels', 'partner ships with an invoice', 'partner delivers']
const CHANGE = ['tell a change', 'acknowledge the change', 'confirm the change', 'marketplace gives the change up']
const PAID = ['place', 'authorize', 'outbox event']

interface Chapter extends Pick<WalkOptions, 'after' | 'events'> {
  readonly name: string
  readonly partners: readonly ('reserves' | 'does not reserve')[]
  /** Events one after another: undisturbed, with one crash or lost answer, and with one pause. */
  readonly depths: readonly [number, number, number]
}

const CHAPTERS: readonly Chapter[] = [
  {
    name: 'from the cart',
    // Deep: everything that can happen, from the first event on.
    ...(DEEP ? {} : { events: [...SALE, ...PARTNER, ...CONNECTOR, 'sweep 9 days later'] }),
    partners: ['reserves', 'does not reserve'],
    depths: DEEP ? [6, 5, 3] : [6, 4, 3],
  },
  {
    name: 'changed after the payment',
    after: PAID,
    events: [...CHANGE, 'ask to cancel', 'partner cancels', 'partner ships with an invoice', ...CONNECTOR],
    partners: ['reserves', 'does not reserve'],
    depths: DEEP ? [6, 5, 3] : [5, 3, 2],
  },
  {
    name: 'invoiced, canceled, sent back',
    after: PAID,
    events: [
      'partner invoices',
      ...PARTNER,
      'partner takes a unit back',
      'partner credits what it canceled',
      'partner tells',
      'ask to cancel',
      'outbox event',
      'sweep 20 minutes later',
    ],
    // Whoever holds the stock before the payment: afterwards it is the partner.
    partners: ['reserves'],
    depths: DEEP ? [6, 5, 4] : [5, 3, 2],
  },
]

async function walked(name: string, options: WalkOptions): Promise<Walked> {
  const result = await walk(options)
  const { depth, interferences, pauses, reserves } = options
  const disturbed =
    interferences === 0 ? 'undisturbed' : `${interferences} disturbance, ${pauses ? 'pauses too' : 'no pauses'}`
  process.stderr.write(
    `model: ${result.states} states, ${result.runs} runs of up to ${depth} events ${name}, ${disturbed}, partner ${reserves ? 'reserves' : 'does not reserve'}\n`,
  )
  return result
}

describe.each(CHAPTERS)('an order, $name', ({ depths, name, partners, ...chapter }) => {
  describe.each(partners)('at a partner that %s', (partner) => {
    const reserves = partner === 'reserves'
    const change = reserves ? { units: -1, namedBySeller: true } : { units: 1, namedBySeller: false }
    const story = { ...chapter, reserves, change }
    const limit = (DEEP ? 120 : 3) * MINUTES
    const [undisturbed, crashed, paused] = depths

    it(
      `is right after any ${undisturbed} events, and comes to an end that all agree about`,
      async () => {
        const { broken } = await walked(name, { ...story, depth: undisturbed, interferences: 0, pauses: false })
        expect(broken).toEqual([])
      },
      limit,
    )

    it(
      'survives a crash between any two effects, and any lost answer',
      async () => {
        const { broken } = await walked(name, { ...story, depth: crashed, interferences: 1, pauses: false })
        expect(broken).toEqual([])
      },
      limit,
    )

    it(
      'survives a process that stands still before any effect while something else happens',
      async () => {
        const { broken } = await walked(name, { ...story, depth: paused, interferences: 1, pauses: true })
        expect(broken).toEqual([])
      },
      limit,
    )
  })
})

describe('the model itself', () => {
  it('finds the doubled order when partner and record store keep no promise', async () => {
    const { broken } = await walk({
      depth: 3,
      interferences: 1,
      pauses: false,
      reserves: true,
      partnerForgets: true,
      storeIgnoresConditions: true,
    })
    expect(broken.join('\n')).toContain('2 orders at the partner')
  })

  it('finds what is lost when the record store ignores conditions', async () => {
    const { broken } = await walk({
      depth: 3,
      interferences: 1,
      pauses: true,
      reserves: true,
      storeIgnoresConditions: true,
    })
    expect(broken).not.toEqual([])
  })
})
