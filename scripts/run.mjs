#!/usr/bin/env node
// Runs one command of the repository: `node scripts/run.mjs COMMAND [arguments]`. Needs nothing but Node and npm.
import { buildApp } from './buildApp.mjs'
import { installMissing } from './installMissing.mjs'
import { runChild } from './runChild.mjs'
import { runTests } from './runTests.mjs'
import { lint, typecheck } from './checks.mjs'

const usesTypeScript = (file) => (args, app) => runChild(['--import', 'tsx', file, ...args], { CONNECTOR_BUILD: app })

/** installs: dependency sets beside the root's; builds: whether the app must be compiled first. */
const COMMANDS = {
  start: { installs: ['app', 'vendure', 'reference'], builds: true, run: usesTypeScript('sandbox/start.ts') },
  serve: { installs: ['app'], builds: true, run: usesTypeScript('sandbox/serve/main.ts') },
  store: { installs: ['vendure'], builds: false, run: usesTypeScript('sandbox/partner/vendure/cli.ts') },
  reference: { installs: ['reference'], builds: false, run: usesTypeScript('sandbox/partner/reference/cli.ts') },
  chaos: { installs: ['app', 'reference'], builds: true, run: usesTypeScript('sandbox/faults/main.ts') },
  test: { installs: ['app', 'vendure', 'reference'], builds: false, run: runTests },
  bench: { installs: ['app'], builds: true, run: usesTypeScript('bench/main.ts') },
  typecheck: { installs: ['app', 'vendure', 'reference'], builds: false, run: typecheck },
  lint: { installs: [], builds: false, run: lint },
}

const [name, ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (!command) {
  process.stderr.write(`Usage: node scripts/run.mjs ${Object.keys(COMMANDS).join('|')} [arguments]\n`)
  process.exit(2)
}

try {
  await installMissing(['root', ...command.installs])
  const app = command.builds ? await buildApp() : ''
  process.exitCode = await command.run(args, app)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
