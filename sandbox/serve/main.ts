import { InvalidOption } from './invalidOption'
import { parseServeOptions } from './parseServeOptions'
import { serve } from './serve'

/** Exit code of a command used wrongly, as shells have it. */
const USAGE_ERROR = 2

async function main() {
  const options = parseServeOptions(process.argv.slice(2))
  const served = await serve(options, (line) => process.stderr.write(`${line}\n`))
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    served.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.stdout.write(`${JSON.stringify(served.ready)}\n`)
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(error instanceof InvalidOption ? USAGE_ERROR : 1)
})
