import { APP, type IOContext } from '@vtex/api'

/** A pipe takes that many bytes in one piece, whoever else writes to it (POSIX `PIPE_BUF`): lines stay whole. */
const MOST_BYTES = 4_096
const GATHER_MS = 10
const MOST_WAITING = 100

const [VENDOR_TOPIC, APP_TOPIC] = APP.IS_THIRD_PARTY()
  ? [`skidder.vendor.${APP.VENDOR}`, `skidder.app.${APP.VENDOR}.${APP.NAME}`]
  : []

/** The app's own fields, flat; undefined is left out. */
export type LineData = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * Prints what `ctx.vtex.logger.info` would, for the one line that every sale waits for: lines of the same few
 * milliseconds are put together and written in one go, in order, and none is lost when the process ends by itself
 * (decision 0011).
 * @param data nothing is taken out of it as the runtime would
 */
export function logLine(vtex: IOContext, data: LineData): void {
  const { account, operationId, production, requestId, tracer, workspace } = vtex
  // Named as they are printed. Only what is needed: the context would keep its whole request alive.
  waiting.push({
    __VTEX_IO_LOG: true,
    level: 'info',
    app: APP.ID,
    account,
    workspace,
    production,
    data,
    operationId,
    requestId,
    traceId: tracer?.isTraceSampled ? tracer.traceId : undefined,
    __SKIDDER_TOPIC_1: VENDOR_TOPIC,
    __SKIDDER_TOPIC_2: APP_TOPIC,
  })
  if (waiting.length >= MOST_WAITING) flushLines()
  else timer ??= setTimeout(flushLines, GATHER_MS)
}

let waiting: object[] = []
let timer: NodeJS.Timeout | undefined

/** Writes what waits; whoever prints something that belongs behind it calls this first. */
export function flushLines(): void {
  clearTimeout(timer)
  timer = undefined
  const lines = waiting
  waiting = []
  let text = ''
  let bytes = 0
  for (const one of lines) {
    const line = `${JSON.stringify(one)}\n`
    const more = Buffer.byteLength(line)
    if (text !== '' && bytes + more > MOST_BYTES) {
      process.stdout.write(text)
      text = ''
      bytes = 0
    }
    text += line
    bytes += more
  }
  if (text !== '') process.stdout.write(text)
}

process.on('exit', flushLines)
