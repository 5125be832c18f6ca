import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const BUILD_SCRIPT = join(__dirname, '..', '..', 'scripts', 'buildApp.mjs')

/**
 * Folder of the present build of the app: the one the launcher made, else compiled now if a source changed.
 * @throws Error with the compiler's text
 */
export async function appBuild(): Promise<string> {
  if (process.env.CONNECTOR_BUILD) return process.env.CONNECTOR_BUILD
  const { stdout } = await promisify(execFile)(process.execPath, [BUILD_SCRIPT])
  return stdout.trim()
}
