import { walk, type WalkOptions, type Walked } from './order/walk'

/** `MODEL=deep` goes further than every run of the tests has time for: all events everywhere. */
const DEEP = process.env.MODEL === 'deep'
const MINUTES = 60_000

const CONNECTOR = ['outbox event', 'sweep a minute later', 'sweep 20 minutes later']
const SALE = ['place', 'marketplace gives the placement up', 'authorize', 'ask to cancel']
const PARTNER = ['partner cancels', 'partner ships with an invoice', 'partner delivers']
const CHANGE = ['tell a change', 'acknowledge the change', 'confirm the change', 'marketplace gives the change up']
const PAID = ['place', 'authorize', 'outbox event']

interface Chapter extends Pick<WalkOptions, 'after' | 'events'> {
  readonly name: string
}

/** Each begins where the one before it leads to, so that six events get to its end. */
const CHAPTERS: readonly Chapter[] = [
  { name: 'from the cart', events: [...SALE, ...PARTNER, ...CONNECTOR, 'sweep 9 days later'] },
  {
    name: 'changed after the payment',
    after: PAID,
    events: [...CHANGE, 'ask to cancel', 'partner cancels', 'partner ships with an invoice', ...CONNECTOR],
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

describe.each(CHAPTERS)('an order, $name', ({ name, ...chapter }) => {
  describe.each([true, false])('at a partner that reserves: %s', (reserves) => {
    const change = reserves ? { units: -1, namedBySeller: true } : { units: 1, namedBySeller: false }
    const story = { ...(DEEP ? { after: chapter.after } : chapter), reserves, change }

    it(
      'is right after any six events, and comes to an end that all agree about',
      async () => {
        const { broken } = await walked(name, { ...story, depth: 6, interferences: 0, pauses: false })
        expect(broken).toEqual([])
      },
      (DEEP ? 30 : 3) * MINUTES,
    )

    it(
      'survives a crash between any two effects, and any lost answer',
      async () => {
        const depth = DEEP ? 6 : 4
        const { broken } = await walked(name, { ...story, depth, interferences: 1, pauses: false })
        expect(broken).toEqual([])
      },
      (DEEP ? 60 : 3) * MINUTES,
    )

    it(
      'survives a process that stands still before any effect while something else happens',
      async () => {
        const depth = DEEP ? 5 : 3
        const { broken } = await walked(name, { ...story, depth, interferences: 1, pauses: true })
        expect(broken).toEqual([])
      },
      (DEEP ? 60 : 3) * MINUTES,
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
