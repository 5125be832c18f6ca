import { StorageUnavailable } from '../../../../node/domain/errors'
import { runChecks } from '../../../../node/middlewares/operations/doctor/runChecks'

describe('the doctor', () => {
  it('tells what it found although one check hangs and another fails', async () => {
    const found = await runChecks(
      [
        { name: 'hangs', look: () => new Promise<never>(() => undefined) },
        { name: 'fails', look: () => Promise.reject(new StorageUnavailable('The record store could not read')) },
        { name: 'good', look: async () => [{ check: 'good', level: 'ok' as const, message: 'fine' }] },
      ],
      undefined,
      1,
    )
    expect(found.map(({ check, level }) => [check, level])).toEqual([
      ['hangs', 'unknown'],
      ['fails', 'unknown'],
      ['good', 'ok'],
    ])
    for (const { level, fix } of found) if (level !== 'ok') expect(fix).toBeTruthy()
  })
})
