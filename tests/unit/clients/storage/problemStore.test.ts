import { failedCall } from '../../fixtures/failedCall'
import { MINUTE } from '../../fixtures/movableClock'
import { sellerWork } from '../../fixtures/sellerWork'

const dead = { code: 'deadLetter', subject: 'o-1', message: 'orderInvoice was given up', fix: 'Replay it' }
const subjects = async ({ work }: Awaited<ReturnType<typeof sellerWork>>) =>
  (await work.problems.list()).open.map(({ subject }) => subject)

describe('the problems of a seller', () => {
  it('are there for whoever looks, until they are over', async () => {
    const made = await sellerWork()
    await made.work.problems.raise(dead)
    expect(await subjects(made)).toEqual(['o-1'])
    await made.work.problems.clear('deadLetter', 'o-1')
    expect(await subjects(made)).toEqual([])
  })

  it('raised by many at once are all kept', async () => {
    const made = await sellerWork()
    await made.work.problems.raise(dead)
    await Promise.all(Array.from({ length: 8 }, (_, n) => made.work.problems.raise({ ...dead, subject: `p-${n}` })))
    expect(await subjects(made)).toHaveLength(9)
  })

  it('that are gone for all but some subjects are cleared in one go', async () => {
    const made = await sellerWork()
    for (const subject of ['a', 'b', 'c']) await made.work.problems.raise({ ...dead, subject })
    await made.work.problems.raise({ ...dead, code: 'other', subject: 'a' })
    await made.work.problems.clearExcept('deadLetter', ['b'])
    expect((await made.work.problems.list()).open.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
      'deadLetter b',
      'other a',
    ])
  })

  it('cost a healthy call nothing', async () => {
    const made = await sellerWork()
    await made.work.problems.raise(dead)
    let calls = 0
    made.vbase.disturbance = () => void calls++
    for (let call = 0; call < 10; call++) await made.work.problems.clear('simulation', 'acme')
    expect(calls).toBe(0)
    made.clock.advance(MINUTE)
    await made.work.problems.clear('simulation', 'acme')
    expect(calls).toBe(1)
  })

  it('never make the work fail that met them', async () => {
    const made = await sellerWork()
    made.vbase.disturbance = () => {
      throw failedCall(503)
    }
    await made.work.problems.raise(dead)
    await made.work.problems.clear('deadLetter', 'o-1')
    made.vbase.disturbance = () => undefined
    expect(await subjects(made)).toEqual([])
  })

  it('survive a store that denies they exist', async () => {
    const made = await sellerWork()
    await made.work.problems.raise(dead)
    made.vbase.disturbance = (verb) => {
      if (verb === 'read') throw failedCall(404)
    }
    await made.work.problems.raise({ ...dead, subject: 'o-2' })
    made.vbase.disturbance = () => undefined
    expect(await subjects(made)).toEqual(['o-1'])
  })
})
