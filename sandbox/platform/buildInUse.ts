import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Builds made by the launcher lie in `node/.local`; any other folder is its owner's business. */
const isLaunchersBuild = (appDir: string) => basename(dirname(appDir)) === '.local'

const markOf = (appDir: string) => join(appDir, 'users', String(process.pid))

/** Keeps the launcher from removing a build that workers may still be started from. */
export function markBuildInUse(appDir: string) {
  if (!isLaunchersBuild(appDir)) return
  mkdirSync(join(appDir, 'users'), { recursive: true })
  writeFileSync(markOf(appDir), '')
}

export function unmarkBuild(appDir: string) {
  if (isLaunchersBuild(appDir)) rmSync(markOf(appDir), { force: true })
}
