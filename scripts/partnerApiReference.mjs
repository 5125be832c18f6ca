// Draws docs/partner-api.yaml as one HTML page: `npm run reference-docs`. The page needs no
// network to be read: without one, only the small logo of the tool that drew it is missing.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

import { installMissing } from './installMissing.mjs'
import { inRoot } from './repository.mjs'
import { runChild } from './runChild.mjs'

const TARGET = inRoot('.local', 'partner-api.html')
const REDOCLY = inRoot('node_modules', '@redocly', 'cli', 'bin', 'cli.js')

await installMissing(['root'])
mkdirSync(dirname(TARGET), { recursive: true })
process.exitCode = await runChild(
  [REDOCLY, 'build-docs', inRoot('docs', 'partner-api.yaml'), '--inlineBundle', '--output', TARGET],
  { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  () => undefined,
)
if (process.exitCode === 0) process.stdout.write(`${TARGET}\n`)
