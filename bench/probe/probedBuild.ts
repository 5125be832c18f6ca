import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const NOOP_PATH = '/_v/bench/noop'
export const PROBE_PATH = '/_v/bench/probe'

/** A build of the app for benchmarks. */
export interface ProbedBuild {
  readonly dir: string
  /** Folder of the app's own compiled code, as profiles name it. */
  readonly appCode: string
  remove(): void
}

/**
 * Copies a build and adds the no-op and the probe to its routes. The app itself does not know: its index is wrapped.
 * @param build as `scripts/buildApp.mjs` makes it; the copy lies beside it, so that the same modules resolve
 */
export function makeProbedBuild(build: string): ProbedBuild {
  const dir = mkdtempSync(join(dirname(build), 'bench-'))
  const source = join(dir, 'service', 'src')
  cpSync(join(build, 'service', 'src', 'node'), join(source, 'app'), { recursive: true })
  cpSync(join(__dirname, 'probedService.cjs'), join(source, 'node', 'index.js'))
  cpSync(join(build, 'manifest.json'), join(dir, 'manifest.json'))

  const service = JSON.parse(readFileSync(join(build, 'service', 'service.json'), 'utf8')) as { routes: object }
  const routes = {
    ...service.routes,
    benchNoop: { path: NOOP_PATH, public: true },
    benchProbe: { path: PROBE_PATH, public: true },
  }
  writeFileSync(join(dir, 'service', 'service.json'), JSON.stringify({ ...service, routes }))
  return { dir, appCode: join(source, 'app'), remove: () => rmSync(dir, { recursive: true, force: true }) }
}
