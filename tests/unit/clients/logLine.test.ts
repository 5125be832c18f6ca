import { Logger } from '../../../node/node_modules/@vtex/api'

import { flushLines, logLine } from '../../../node/clients/logLine'
import { ioContext } from '../fixtures/ioContext'

const DATA = { event: 'fulfillmentSimulation', seller: 'acme', lines: 1, address: false, note: 'a "b" \n č' }
const printed: string[] = []

beforeEach(() => {
  flushLines()
  printed.length = 0
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
})
afterEach(() => jest.restoreAllMocks())

describe('a line of the log', () => {
  it.each([
    ['as it is', {}],
    ['of a sampled trace', { isTraceSampled: true, traceId: 'trace-1' }],
  ])('is what the runtime would print: %s', (_how, tracer) => {
    const vtex = { ...ioContext(), tracer } as ReturnType<typeof ioContext>
    const byRuntime: string[] = []
    jest.spyOn(console, 'log').mockImplementation((text) => void byRuntime.push(String(text)))
    new Logger(vtex).info({ ...DATA })
    logLine(vtex, DATA)
    flushLines()
    expect(printed).toEqual(byRuntime.map((line) => `${line}\n`))
  })

  it('shares a write with those before it, in order, and no write is longer than a pipe takes whole', () => {
    for (let line = 0; line < 100; line++) logLine(ioContext(), { ...DATA, line })
    flushLines()
    expect(printed.length).toBeLessThan(20)
    for (const text of printed) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096)
      expect(text.endsWith('}\n')).toBe(true)
    }
    const lines = printed.join('').trimEnd().split('\n')
    const order = lines.map((line) => (JSON.parse(line) as { data: { line: number } }).data.line)
    expect(order).toEqual(Array.from({ length: 100 }, (_, index) => index))
  })

  it('is written by itself a moment later', () => {
    jest.useFakeTimers()
    logLine(ioContext(), DATA)
    expect(printed).toEqual([])
    jest.runOnlyPendingTimers()
    jest.useRealTimers()
    expect(printed).toHaveLength(1)
  })

  it('is written when the process ends before that', () => {
    logLine(ioContext(), DATA)
    process.emit('exit', 0)
    expect(printed).toHaveLength(1)
  })
})
