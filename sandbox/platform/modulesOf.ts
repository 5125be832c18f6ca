import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** node/node_modules of the repository a build lies in. */
export function modulesOf(buildDir: string): string {
  for (let folder = buildDir; folder !== dirname(folder); folder = dirname(folder)) {
    const modules = join(folder, 'node_modules')
    if (existsSync(join(modules, '@vtex', 'api'))) return modules
    const appModules = join(folder, 'node', 'node_modules')
    if (existsSync(join(appModules, '@vtex', 'api'))) return appModules
  }
  throw new Error(`@vtex/api is not installed in or above ${buildDir}: run npm test or npm run serve once`)
}
