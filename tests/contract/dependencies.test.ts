import { existsSync } from 'fs'
import glob from 'fast-glob'

import { inRoot, readJson, readText, ROOT } from './repository'

interface Package {
  readonly name: string
  readonly main?: string
  readonly type?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly resolutions?: Readonly<Record<string, string>>
  readonly overrides?: Readonly<Record<string, string>>
  readonly engines?: { readonly node?: string }
  readonly scripts?: Readonly<Record<string, string>>
  readonly gypfile?: boolean
}

const app = readJson<Package>('node', 'package.json')
const LOCK_FILES = glob.sync(['node/yarn.lock', 'package-lock.json', 'sandbox/**/package-lock.json'], {
  cwd: ROOT,
  ignore: ['**/node_modules/**'],
})

describe('a lock file', () => {
  it('exists for every tree that is installed', () => {
    expect(LOCK_FILES).toEqual(expect.arrayContaining(['node/yarn.lock', 'package-lock.json']))
    expect(LOCK_FILES.length).toBeGreaterThanOrEqual(3)
  })

  it.each(LOCK_FILES)('names no address to download from: %s', (file) => {
    expect(readText(file)).not.toMatch(/^\s*"?resolved"?[: ]/m)
    expect(readText(file)).toMatch(/integrity/)
  })
})

/** The package as the app finds it: beside its dependent, or further up. */
function installed(name: string, from: readonly string[]): { readonly pack: Package; readonly at: readonly string[] } {
  for (let depth = from.length; depth >= 0; depth--) {
    const at = [...from.slice(0, depth), name]
    const folder = ['node', ...at.flatMap((part) => ['node_modules', part])]
    if (existsSync(inRoot(...folder, 'package.json'))) return { pack: readJson<Package>(...folder, 'package.json'), at }
  }
  throw new Error(`${name} is not installed`)
}

function tree(pack: Package, from: readonly string[] = [], seen = new Map<string, Package>()): Map<string, Package> {
  for (const name of Object.keys(pack.dependencies ?? {})) {
    const found = installed(name, from)
    const key = found.at.join(' > ')
    if (!seen.has(key)) tree(found.pack, found.at, seen.set(key, found.pack))
  }
  return seen
}

/** Lowest major version of Node.js that an `engines` range names. */
const leastNode = (range: string) => Math.min(...range.split('||').map((part) => Number(/\d+/.exec(part)?.[0] ?? 0)))

describe('what the app brings along', () => {
  const packages = tree(app)

  it('is little', () => {
    expect(Object.keys(app.dependencies ?? {}).length).toBeLessThanOrEqual(6)
    expect(packages.size).toBeLessThanOrEqual(60)
  })

  it('is named to the exact version', () => {
    const versions = Object.values({ ...app.dependencies, ...app.devDependencies, ...app.resolutions })
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  it('does not hold the runtime, which the platform brings', () => {
    expect(app.dependencies).not.toHaveProperty('@vtex/api')
    expect(app.devDependencies).toHaveProperty('@vtex/api')
  })

  it('runs on Node 16, which the builder may still have (PLATFORM §1.3)', () => {
    const tooNew = [...packages].filter(([, { engines }]) => leastNode(engines?.node ?? '') > 16)
    expect(tooNew.map(([name, { engines }]) => `${name} ${engines?.node}`)).toEqual([])
  })

  it('compiles nothing and runs nothing when it is installed', () => {
    const busy = [...packages].filter(
      ([, { scripts = {}, gypfile }]) => gypfile || scripts.preinstall || scripts.install || scripts.postinstall,
    )
    expect(busy.map(([name]) => name)).toEqual([])
  })

  it('can be required: no package is a module only', () => {
    const modules = [...packages].filter(([, { type, main }]) => type === 'module' && !main?.endsWith('.cjs'))
    expect(modules.map(([name]) => name)).toEqual([])
  })

  it('pins stats-lite for Yarn and for npm: a newer one breaks the runtime (DESIGN D3)', () => {
    expect(app.resolutions?.['stats-lite']).toMatch(/^\d/)
    expect(app.overrides?.['stats-lite']).toBe(app.resolutions?.['stats-lite'])
    expect(readText('node', 'yarn.lock')).toContain(`version "${app.resolutions?.['stats-lite']}"`)
  })
})
