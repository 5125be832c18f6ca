import { walk, type WalkOptions, type Walked } from './order/walk'

/** `MODEL=deep` goes further than every run of the tests has time for. */
const DEEP = process.env.MODEL === 'deep'
const MINUTES = 60_000

async function walked(options: WalkOptions): Promise<Walked> {
  const result = await walk(options)
  const { depth, interferences, pauses, reserves } = options
  const disturbed =
    interferences === 0 ? 'undisturbed' : `${interferences} disturbance, ${pauses ? 'pauses too' : 'no pauses'}`
  process.stderr.write(
    `model: ${result.states} states, ${result.runs} runs of up to ${depth} events, ${disturbed}, partner ${reserves ? 'reserves' : 'does not reserve'}\n`,
  )
  return result
}

describe.each([true, false])('the life of an order, at a partner that reserves: %s', (reserves) => {
  it(
    'is in order after any six events, and comes to an end that all agree about',
    async () => {
      expect((await walked({ depth: 6, interferences: 0, pauses: false, reserves })).broken).toEqual([])
    },
    2 * MINUTES,
  )

  it(
    'survives a crash between any two effects, and any lost answer',
    async () => {
      const depth = DEEP ? 6 : 4
      expect((await walked({ depth, interferences: 1, pauses: false, reserves })).broken).toEqual([])
    },
    (DEEP ? 30 : 3) * MINUTES,
  )

  it(
    'survives a process that stands still before any effect while something else happens',
    async () => {
      const depth = DEEP ? 5 : 3
      expect((await walked({ depth, interferences: 1, pauses: true, reserves })).broken).toEqual([])
    },
    (DEEP ? 30 : 3) * MINUTES,
  )
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
