import { DEFAULT_CHAOS } from '../../sandbox/faults/chaosOptions'
import { runChaos } from '../../sandbox/faults/runChaos'
import { appDir } from './journey'

const LONGEST_MS = 240_000
const run = (options: Partial<typeof DEFAULT_CHAOS>) =>
  runChaos({ ...DEFAULT_CHAOS, ...options }, appDir(), () => undefined)

describe('chaos', () => {
  it(
    'leaves every order in order, whatever breaks on the way',
    async () => {
      const { checks, faults, kills, stories } = await run({ seed: 5, orders: 15 })
      expect(checks.flatMap(({ name, broken }) => broken.map((text) => `${name}: ${text}`))).toEqual([])
      expect(kills.made.length).toBeGreaterThan(0)
      expect(stories.filter(({ end }) => end === 'told').length).toBeGreaterThan(7)
      expect(Object.keys(faults).length).toBeGreaterThan(5)
    },
    LONGEST_MS,
  )

  it(
    'finds the duplicates of a record store without conditions and a partner without references',
    async () => {
      const [duplicates] = (await run({ seed: 5, orders: 12, selfCheck: true })).checks
      expect(duplicates.broken).not.toEqual([])
    },
    LONGEST_MS,
  )
})
