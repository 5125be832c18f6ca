import { WriteConflict } from '../../domain/errors'
import type { RecordStore } from './recordStore'

const BUCKET = 'selftest'

/**
 * Proves on the spot that the record store keeps the promises orders rest on (DESIGN D7): what was written can be read
 * and listed, and a write with a stale version is refused.
 * @param name a random, safe file name
 * @returns what is broken, or undefined
 */
export async function storageSelfTest(records: RecordStore, name: string): Promise<string | undefined> {
  await records.put(BUCKET, name, { step: 1 })
  try {
    const first = await patiently(
      () => records.read<{ step: number }>(BUCKET, name),
      (read) => read !== undefined,
    )
    if (first?.value.step !== 1) return 'a document that was just written cannot be read'
    await records.replace(BUCKET, name, { step: 2 }, first.version)
    if (!(await refuses(() => records.replace(BUCKET, name, { step: 3 }, first.version)))) {
      return 'a write with a stale version is accepted: orders could be doubled'
    }
    const listed = await patiently(
      () => records.list(BUCKET, name),
      (names) => names.includes(name),
    )
    if (!listed.includes(name)) return 'a document that was just written is not listed'
    return undefined
  } finally {
    await records.remove(BUCKET, name)
  }
}

/** A passing 404 is a known weakness of VBase (PLATFORM §11), not the broken promise that is looked for here. */
const LOOKS = 5

async function patiently<T>(look: () => Promise<T>, found: (answer: T) => boolean): Promise<T> {
  let answer = await look()
  for (let looks = 1; looks < LOOKS && !found(answer); looks++) answer = await look()
  return answer
}

async function refuses(write: () => Promise<void>): Promise<boolean> {
  try {
    await write()
    return false
  } catch (error) {
    if (error instanceof WriteConflict) return true
    throw error
  }
}
