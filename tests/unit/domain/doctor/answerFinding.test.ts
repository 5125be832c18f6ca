import { permissionFinding } from '../../../../node/domain/doctor/answerFinding'
import { countByLevel, worstFirst, type Finding } from '../../../../node/domain/doctor/finding'

const judged = (status: number, credential: 'appKey' | 'appToken' = 'appKey') =>
  permissionFinding({ status, ms: 5 }, 'View order', credential)

describe('a permission', () => {
  it.each([200, 404, 400])('is there when the harmless read is answered %d', (status) => {
    expect(judged(status).level).toBe('ok')
  })

  it.each([401, 403])('is missing when it is answered %d, and is named with what to do (AC-88)', (status) => {
    expect(judged(status)).toMatchObject({ level: 'error', message: expect.stringContaining('"View order"') })
    expect(judged(status).fix).toContain('role of the app key')
    expect(judged(status, 'appToken').fix).toContain('Fill appKey and appToken')
  })

  it.each([0, 429, 503])('is not judged by VTEX’s bad moment (%d)', (status) => {
    expect(judged(status).level).toBe('unknown')
  })

  it('is not the reason when the platform lets nothing out', () => {
    const denied = permissionFinding({ status: 403, ms: 5, denied: true }, 'View order', 'appKey')
    expect(denied).toMatchObject({ level: 'error', fix: expect.stringContaining('outbound-access') })
  })
})

it('findings are told worst first and counted', () => {
  const of = (level: Finding['level']): Finding => ({ check: level, level, message: '' })
  const found = [of('ok'), of('info'), of('error'), of('unknown'), of('warning'), of('ok')]
  expect(worstFirst(found).map(({ level }) => level)).toEqual(['error', 'warning', 'unknown', 'info', 'ok', 'ok'])
  expect(countByLevel(found)).toEqual({ error: 1, warning: 1, unknown: 1, info: 1, ok: 2 })
})
