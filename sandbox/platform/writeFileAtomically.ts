import { randomUUID } from 'node:crypto'
import { closeSync, fsync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'

const toDisk = promisify(fsync)

/** Suffix of a file being written; one left behind by a crash is worthless. */
export const DRAFT_SUFFIX = '.draft'

/**
 * Replaces a file so that a reader, or a crash at any instruction, finds the old or the new content, never a mixture.
 * Only the disk is waited for: the other steps take microseconds, a turn of the thread pool each takes milliseconds when
 * many write at once.
 */
export async function writeFileAtomically(path: string, content: string | Buffer, mode = 0o644) {
  const draft = `${path}.${randomUUID()}${DRAFT_SUFFIX}`
  try {
    const file = openSync(draft, 'w', mode)
    try {
      writeFileSync(file, content)
      await toDisk(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}
