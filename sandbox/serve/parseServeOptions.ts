import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, CommanderError } from 'commander'

import { isObject } from '../isObject'
import { EVENT_MODES, type EventMode } from '../platform/courier'
import type { TenantOptions } from '../platform/platform'
import { VBASE_MODES, type VBaseMode } from '../platform/vbase'
import { InvalidOption } from './invalidOption'

export interface ServeOptions {
  readonly tenants: readonly Required<Pick<TenantOptions, 'account' | 'workspace' | 'settings'>>[]
  readonly port: number
  readonly data: string
  readonly vtex: string
  readonly workers: number
  readonly tickSeconds: number
  readonly events: EventMode
  readonly vbase: VBaseMode
  readonly appDir: string
}

const TENANT = /^([a-z0-9]+)(?:\/([a-z][a-z0-9]*))?=(.+)$/
const DEFAULT_WORKSPACE = 'master'
const HIGHEST_PORT = 65_535
const MOST_WORKERS = 32
const LONGEST_TICK_SECONDS = 86_400

/** @throws InvalidOption naming the option that is missing or wrong */
export function parseServeOptions(args: readonly string[]): ServeOptions {
  const command = new Command('npm run serve --')
    .description('The connector on the platform stand-in, for tests from outside (DESIGN §4).')
    .requiredOption('--tenant <ACCOUNT/WORKSPACE=SETTINGS.json>', 'may be repeated', collect, [])
    .requiredOption('--port <N>', "port of the first tenant's edge, the others follow; 0 for free ports")
    .requiredOption('--data <DIR>', 'where everything is kept')
    .requiredOption('--vtex <URL>', 'where calls to VTEX go')
    .option('--workers <N>', 'worker processes', '1')
    .option('--tick <SECONDS>', 'seconds between two scheduler rounds; 0: only on POST /tick', '60')
    .option('--events <MODE>', EVENT_MODES.join(' | '), 'normal')
    .option('--vbase <MODE>', VBASE_MODES.join(' | '), 'normal')
    .option('--app <DIR>', 'a build of the app', process.env.CONNECTOR_BUILD)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: (text) => process.stderr.write(text) })
  try {
    command.parse([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) process.exit(0)
    throw new InvalidOption(error.message)
  }
  const given = command.opts<Record<string, string> & { tenant: string[] }>()
  if (given.tenant.length === 0) throw new InvalidOption('--tenant is missing: ACCOUNT/WORKSPACE=SETTINGS.json')
  if (!given.app) throw new InvalidOption('--app is missing: start with npm run serve, which builds the app')
  const tenants = given.tenant.map(parseTenant)
  const keys = tenants.map(({ account, workspace }) => `${account}/${workspace}`)
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index)
  if (repeated) throw new InvalidOption(`--tenant ${repeated} is given twice`)
  const port = wholeNumber('--port', given.port!, HIGHEST_PORT)
  if (port + tenants.length - 1 > HIGHEST_PORT)
    throw new InvalidOption(`--port ${port}: too high for ${tenants.length} tenants`)
  return {
    tenants,
    port,
    data: resolve(given.data!),
    vtex: loopbackOrHttp(given.vtex!),
    workers: wholeNumber('--workers', given.workers!, MOST_WORKERS, 1),
    tickSeconds: wholeNumber('--tick', given.tick!, LONGEST_TICK_SECONDS),
    events: oneOf('--events', EVENT_MODES, given.events!),
    vbase: oneOf('--vbase', VBASE_MODES, given.vbase!),
    appDir: resolve(given.app),
  }
}

const collect = (value: string, earlier: string[]) => [...earlier, value]

function parseTenant(text: string): ServeOptions['tenants'][number] {
  const [, account, workspace = DEFAULT_WORKSPACE, file] = TENANT.exec(text) ?? []
  if (account === undefined || file === undefined) {
    throw new InvalidOption(
      `--tenant ${text}: must be ACCOUNT/WORKSPACE=SETTINGS.json, names in lower-case letters and digits`,
    )
  }
  let settings: unknown
  try {
    settings = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new InvalidOption(`--tenant ${text}: ${file} cannot be used (${(error as Error).message})`)
  }
  if (!isObject(settings)) {
    throw new InvalidOption(`--tenant ${text}: ${file} must hold a JSON object`)
  }
  return { account, workspace, settings }
}

function wholeNumber(option: string, text: string, most: number, least = 0): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new InvalidOption(`${option} ${text}: must be a whole number from ${least} to ${most}`)
  }
  return value
}

function oneOf<T extends string>(option: string, choices: readonly T[], text: string): T {
  const choice = choices.find((candidate) => candidate === text)
  if (choice === undefined) throw new InvalidOption(`${option} ${text}: must be one of ${choices.join(', ')}`)
  return choice
}

function loopbackOrHttp(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' || url.pathname !== '/' || url.search !== '') {
    throw new InvalidOption(`--vtex ${text}: must be an address without path, such as http://127.0.0.1:4000`)
  }
  return url.origin
}
