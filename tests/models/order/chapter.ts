import { walk, type WalkOptions, type Walked } from './walk'

/** A part of an order's life, walked by itself: where it begins and what can happen in it, everything when not said. */
export interface Chapter extends Pick<WalkOptions, 'after' | 'events'> {
  readonly name: string
  readonly partners: readonly ('reserves' | 'does not reserve')[]
}

/** `MODEL=deep` goes further than every run of the tests has time for. */
const DEEP = process.env.MODEL === 'deep'

/** Events one after another: undisturbed, with one crash or lost answer, and with one pause. */
const [UNDISTURBED, CRASHED, PAUSED] = DEEP ? [7, 7, 4] : [6, 6, 3]
const MINUTES = 60_000
const LIMIT = (DEEP ? 240 : 15) * MINUTES

/** What came before a chapter that begins with a paid order. */
export const PAID = ['place', 'authorize', 'outbox event']

export function describeChapter({ name, partners, ...chapter }: Chapter) {
  describe.each(partners)(`an order, ${name}, at a partner that %s`, (partner) => {
    const reserves = partner === 'reserves'
    const change = reserves ? { units: -1, namedBySeller: true } : { units: 1, namedBySeller: false }
    const story = { ...chapter, reserves, change }

    it(
      `is right after any ${UNDISTURBED} events, and comes to an end that all agree about`,
      async () => {
        const { broken } = await walked(name, { ...story, depth: UNDISTURBED, interferences: 0, pauses: false })
        expect(broken).toEqual([])
      },
      LIMIT,
    )

    it(
      'survives a crash between any two effects, and any lost answer',
      async () => {
        const { broken } = await walked(name, { ...story, depth: CRASHED, interferences: 1, pauses: false })
        expect(broken).toEqual([])
      },
      LIMIT,
    )

    it(
      'survives a process that stands still before any effect while something else happens',
      async () => {
        const { broken } = await walked(name, { ...story, depth: PAUSED, interferences: 1, pauses: true })
        expect(broken).toEqual([])
      },
      LIMIT,
    )
  })
}

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
