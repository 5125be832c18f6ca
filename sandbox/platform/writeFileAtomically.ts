import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'

/** Suffix of a file being written; one left behind by a crash is worthless. */
export const DRAFT_SUFFIX = '.draft'

/** Replaces a file so that a reader, or a crash at any instruction, finds the old or the new content, never a mixture. */
export async function writeFileAtomically(path: string, content: string | Buffer, mode = 0o644) {
  const draft = `${path}.${randomUUID()}${DRAFT_SUFFIX}`
  try {
    const file = await open(draft, 'w', mode)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
