import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inRoot } from './repository.mjs'
import { isAlive } from './withLock.mjs'

const APP = inRoot('node')
const BUILDS = inRoot('node', '.local')
/** Old builds kept besides those a running process uses. */
const KEPT_BUILDS = 4

/**
 * Compiles the app as the platform's builder does and lays it out as the runtime expects it (RUNTIME §2):
 * `{build}/service/service.json`, `{build}/service/src/node/index.js`, with the manifest beside.
 * @returns the build's folder, below node/ so that its modules resolve; reused while no source changes
 * @throws Error with the compiler's text when a type is wrong
 */
export async function buildApp() {
  const target = join(BUILDS, sourceHash())
  if (!existsSync(target)) compile(target)
  const now = new Date()
  utimesSync(target, now, now)
  removeOldBuilds(target)
  return target
}

function compile(target) {
  process.stderr.write('Compiling the app …\n')
  const draft = `${target}.${process.pid}.tmp`
  mkdirSync(draft, { recursive: true })
  try {
    const output = join(draft, 'service', 'src', 'node')
    const compiler = join(APP, 'node_modules', 'typescript', 'bin', 'tsc')
    const args = [compiler, '-p', APP, '--outDir', output, '--rootDir', APP, '--pretty', 'false']
    const result = spawnSync(process.execPath, args, { cwd: APP, encoding: 'utf8' })
    if (result.status !== 0) throw new Error(`The app does not compile:\n${result.stdout}${result.stderr}`)
    cpSync(join(APP, 'service.json'), join(draft, 'service', 'service.json'))
    cpSync(inRoot('manifest.json'), join(draft, 'manifest.json'))
    if (!existsSync(target)) renameSync(draft, target)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function sourceHash() {
  const hash = createHash('sha256')
  const files = [
    ...sources(APP),
    ...['service.json', 'tsconfig.json', 'package.json', 'yarn.lock'].map((f) => join(APP, f)),
  ]
  for (const file of [...files.sort(), inRoot('manifest.json')]) {
    hash.update(relative(APP, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === '.local') return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return entry.name.endsWith('.ts') || (entry.name.endsWith('.json') && folder !== APP) ? [path] : []
  })
}

function removeOldBuilds(current) {
  const age = (path) => statSync(path).mtimeMs
  const builds = readdirSync(BUILDS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{16}$/.test(entry.name))
    .map((entry) => join(BUILDS, entry.name))
    .sort((a, b) => age(b) - age(a))
  for (const build of builds.slice(KEPT_BUILDS)) {
    if (build !== current && !isInUse(build)) rmSync(build, { recursive: true, force: true })
  }
}

/** The platform stand-in leaves its process id in `{build}/users/` while it runs. */
function isInUse(build) {
  const folder = join(build, 'users')
  return existsSync(folder) && readdirSync(folder).some((pid) => isAlive(Number(pid)))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.stdout.write(`${await buildApp()}\n`)
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
