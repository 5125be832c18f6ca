import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { inRoot } from './repository.mjs'
import { withLock } from './withLock.mjs'

const npmCi = ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund']

// Yarn 1.22 installs node/ because the platform does: the tested tree is the one that will run (PLATFORM §1.3).
const yarnInstall = [
  process.execPath,
  inRoot('node_modules/yarn/bin/yarn.js'),
  'install',
  '--frozen-lockfile',
  '--ignore-engines',
  '--ignore-scripts',
  '--non-interactive',
]

const SETS = {
  root: { label: 'tools', folder: inRoot(), lock: 'package-lock.json', install: npmCi },
  app: {
    label: 'the app',
    folder: inRoot('node'),
    lock: 'yarn.lock',
    install: yarnInstall,
    // Between packages of the platform's own runtime: nothing a user of this repository could mend.
    hides: /^warning "@vtex\/api > .* peer dependency/,
  },
  vendure: {
    label: 'the sample store',
    folder: inRoot('sandbox', 'partner', 'vendure'),
    lock: 'package-lock.json',
    install: npmCi,
  },
  reference: {
    label: 'the reference partner',
    folder: inRoot('sandbox', 'partner', 'reference'),
    lock: 'package-lock.json',
    install: npmCi,
  },
}

/** Installs each named dependency set unless exactly its lock file is installed already. */
export async function installMissing(names) {
  const missing = () => names.map((name) => SETS[name]).filter((set) => !isInstalled(set))
  if (missing().length === 0) return
  await withLock('install', async () => {
    for (const set of missing()) {
      process.stderr.write(`Installing ${set.label} (once) …\n`)
      await run(set)
      writeFileSync(stampFile(set), fingerprint(set))
    }
  })
}

const stampFile = (set) => join(set.folder, 'node_modules', '.stamp')

function fingerprint(set) {
  const hash = createHash('sha256').update(process.version.split('.')[0])
  for (const file of ['package.json', set.lock]) hash.update(readFileSync(join(set.folder, file)))
  return hash.digest('hex')
}

function isInstalled(set) {
  const stamp = stampFile(set)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(set)) return true
  if (!installedByHand(set)) return false
  writeFileSync(stamp, fingerprint(set))
  return true
}

/** True when a developer's own `npm ci` or `npm install` left what the lock file says. */
function installedByHand(set) {
  const record = join(set.folder, 'node_modules', '.package-lock.json')
  if (set.lock !== 'package-lock.json' || !existsSync(record)) return false
  const wanted = JSON.parse(readFileSync(join(set.folder, set.lock), 'utf8')).packages
  const present = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || (present[path] ? present[path].version === entry.version : entry.optional),
  )
}

function run(set) {
  const [command, ...args] = set.install
  return new Promise((resolve, reject) => {
    // Standard output belongs to the command that follows (the ready line of `serve`): progress goes to stderr.
    const child = spawn(command, args, {
      cwd: set.folder,
      stdio: ['ignore', process.stderr, set.hides ? 'pipe' : process.stderr],
      env: { ...process.env, NODE_ENV: '', npm_config_production: '', npm_config_omit: '' },
      shell: process.platform === 'win32',
    })
    if (set.hides) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        if (!set.hides.test(line)) process.stderr.write(`${line}\n`)
      })
    }
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`Installing ${set.label} failed: ${command} exited with ${code}`)),
    )
  })
}
