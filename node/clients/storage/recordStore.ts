import { StorageUnavailable, WriteConflict } from '../../domain/errors'
import { VBaseFiles, type Stored } from './vbaseFiles'

/** A read begun before its outcome is needed; undefined when it failed. */
export type EarlyRead<T> = Promise<Stored<T> | undefined>

const ATTEMPTS = 50

/** Documents that several pods change, in a VBase whose 404 proves nothing (DESIGN D7). */
export class RecordStore extends VBaseFiles {
  /**
   * Reads, changes and writes back until no other writer interferes.
   * @param change the next value, or undefined to leave the document as it is; may run several times
   * @param early what is tried first; if it is old by now, the write fails and the document is read again
   * @returns the value now stored
   * @throws StorageUnavailable when the document cannot be found or the race is never won
   */
  async update<T>(
    bucket: string,
    path: string,
    change: (current: T) => T | undefined,
    early?: EarlyRead<T>,
  ): Promise<T> {
    let current = await early
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      current ??= await this.readExisting<T>(bucket, path)
      const next = change(current.value)
      if (next === undefined) return current.value
      try {
        await this.replace(bucket, path, next, current.version)
        return next
      } catch (error) {
        if (!(error instanceof WriteConflict)) throw error
        current = undefined
      }
    }
    throw new StorageUnavailable('Too many writers on one record')
  }

  /** Begins to read a document that will be changed in a moment: something else can be waited for meanwhile. */
  readEarly<T>(bucket: string, path: string): EarlyRead<T> {
    return this.read<T>(bucket, path).catch(() => undefined)
  }

  /** Reads a document that was created before and never deleted: a 404 is an outage (DESIGN D7). */
  async readExisting<T>(bucket: string, path: string): Promise<Stored<T>> {
    const stored = (await this.read<T>(bucket, path)) ?? (await this.read<T>(bucket, path))
    if (!stored) throw new StorageUnavailable('A document that must exist cannot be read')
    return stored
  }

  /**
   * Creates a document that may be missing, because it is newer than the seller, without forgetting one that is there: a
   * 404 proves nothing (DESIGN D7). Only for documents whose loss would be mended by itself.
   */
  async ensure<T>(bucket: string, path: string, empty: T): Promise<void> {
    if ((await this.read(bucket, path)) ?? (await this.read(bucket, path))) return
    if ((await this.list(bucket, path)).includes(path))
      throw new StorageUnavailable('A document exists but cannot be read')
    await this.put(bucket, path, empty)
  }
}
