import { APP, type IOContext } from '@vtex/api'

/** A pipe takes that many bytes in one piece, whoever else writes to it (POSIX `PIPE_BUF`): lines stay whole. */
const MOST_BYTES = 4_096
const GATHER_MS = 10

const SKIDDER = APP.IS_THIRD_PARTY()
  ? {
      __SKIDDER_TOPIC_1: `skidder.vendor.${APP.VENDOR}`,
      __SKIDDER_TOPIC_2: `skidder.app.${APP.VENDOR}.${APP.NAME}`,
    }
  : undefined

/**
 * Prints what `ctx.vtex.logger.info` would, for the one line that every sale waits for: lines of the same few
 * milliseconds share one write, in order, and none is lost when the process ends by itself (decision 0011).
 * @param data flat, of the app's own fields: nothing is taken out of it as the runtime would
 */
export function logLine(vtex: IOContext, data: Readonly<Record<string, string | number | boolean>>): void {
  const { account, operationId, production, requestId, tracer, workspace } = vtex
  const line = JSON.stringify({
    __VTEX_IO_LOG: true,
    level: 'info',
    app: APP.ID,
    account,
    workspace,
    production,
    data,
    operationId,
    requestId,
    ...(tracer?.isTraceSampled && { traceId: tracer.traceId }),
    ...SKIDDER,
  })
  const bytes = Buffer.byteLength(line) + 1
  if (waitingBytes + bytes > MOST_BYTES) flushLines()
  waiting += `${line}\n`
  waitingBytes += bytes
  timer ??= setTimeout(flushLines, GATHER_MS)
}

let waiting = ''
let waitingBytes = 0
let timer: NodeJS.Timeout | undefined

/** Writes what waits; whoever prints something that belongs behind it calls this first. */
export function flushLines(): void {
  clearTimeout(timer)
  timer = undefined
  if (waiting === '') return
  const text = waiting
  waiting = ''
  waitingBytes = 0
  process.stdout.write(text)
}

process.on('exit', flushLines)
