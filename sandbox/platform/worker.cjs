'use strict'
// One process of the real runtime (RUNTIME §2, recipe A). Its working folder is a build of the app.
const { createRequire } = require('node:module')
const { join } = require('node:path')

const shiftClock = installMovableClock(Number(process.env.SANDBOX_CLOCK_OFFSET_MS) || 0)
// The stand-in is gone, even if by kill -9: nothing may keep running on its data.
process.on('disconnect', () => process.exit(0))

// Resolved from the build, so that app and runtime share one copy of @vtex/api.
const requireFromApp = createRequire(join(process.cwd(), 'service', 'service.json'))

try {
  const { startWorker } = requireFromApp('@vtex/api/lib/service/worker')
  const { getServiceJSON } = requireFromApp('@vtex/api/lib/service/loaders')
  const app = startWorker(getServiceJSON())

  // The runtime's own listener expects a cluster master and would log every message of the stand-in.
  process.removeAllListeners('message')
  process.on('message', ({ id, offsetMs }) => {
    shiftClock(offsetMs)
    process.send({ acknowledged: id })
  })

  const server = app.listen(0, '127.0.0.1', () => process.send({ ready: true, port: server.address().port }))
  // Longer than the edge keeps an idle connection, so that it never meets one that is just being closed.
  server.keepAliveTimeout = 65_000
} catch (error) {
  console.error(error)
  process.exit(1)
}

// Without it samples pile up until Math.max() of them overflows the stack and kills the worker (RUNTIME §5).
setInterval(() => global.metrics?.statusTrack(), 2_000).unref()

/** Replaces Date by one that runs `offset` ms ahead; timers keep real time. Returns the function that sets the offset. */
function installMovableClock(initialOffset) {
  const RealDate = Date
  let offset = initialOffset
  const now = () => RealDate.now() + offset
  function MovableDate(...args) {
    if (!new.target) return new RealDate(now()).toString()
    return Reflect.construct(RealDate, args.length === 0 ? [now()] : args, new.target)
  }
  Object.setPrototypeOf(MovableDate, RealDate)
  MovableDate.prototype = RealDate.prototype
  MovableDate.prototype.constructor = MovableDate
  MovableDate.now = now
  globalThis.Date = MovableDate
  return (milliseconds) => {
    offset = milliseconds
  }
}
