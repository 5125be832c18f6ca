import { InfraClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { StorageUnavailable, WriteConflict } from '../../domain/errors'
import { APP_NAME } from '../appName'

/** A stored document with the version it was read at. */
export interface Stored<T> {
  readonly value: T
  /** Goes back as `If-Match`. */
  readonly version: string
}

/** A read begun before its outcome is needed; undefined when it failed. */
export type EarlyRead<T> = Promise<Stored<T> | undefined>

interface FileListing {
  readonly data: readonly { readonly path: string }[]
  readonly next?: string | null
}

const READ_TIMEOUT_MS = 1_000
const WRITE_TIMEOUT_MS = 1_500
const PAGE_SIZE = 200
const ATTEMPTS = 50

/**
 * JSON documents in VBase, scoped by the platform to account, workspace and app.
 *
 * It neither memoizes nor shares reads between requests: a repeated read must see what another pod wrote
 * (RUNTIME §4, traps 1-3). A 404 is reported as `undefined`; callers decide what that proves (DESIGN D7).
 */
export class RecordStore extends InfraClient {
  constructor(context: IOContext, options?: InstanceOptions) {
    super('vbase@2.x', context, { ...options, memoizable: false, retries: 0 })
  }

  /** @throws StorageUnavailable when VBase cannot be read or answers without a version. */
  async read<T>(bucket: string, path: string): Promise<Stored<T> | undefined> {
    try {
      const { data, headers, status } = await this.retryOnce(() =>
        // A document that is not there is an answer like any other; as an error it would cost twice the time.
        this.http.getRaw<T>(fileRoute(bucket, path), {
          metric: 'records-read',
          nullIfNotFound: true,
          timeout: READ_TIMEOUT_MS,
        }),
      )
      if (status === 404) return undefined
      const version = (headers as Record<string, string | undefined>).etag
      if (!version) throw new StorageUnavailable('The record store answered a document without a version')
      return { value: data, version }
    } catch (error) {
      throw storageError(error, 'read')
    }
  }

  /**
   * Writes a document only if it is still at `version`.
   * @throws WriteConflict when somebody else changed it first (409 or 412)
   */
  async replace<T>(bucket: string, path: string, value: T, version: string): Promise<void> {
    await this.write(bucket, path, value, { 'If-Match': version })
  }

  /** Writes without condition: only for documents that nobody else writes or whose content is always the same. */
  async put<T>(bucket: string, path: string, value: T): Promise<void> {
    await this.write(bucket, path, value, {})
  }

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

  async remove(bucket: string, path: string): Promise<void> {
    try {
      await this.http.delete(fileRoute(bucket, path), { metric: 'records-remove', timeout: WRITE_TIMEOUT_MS })
    } catch (error) {
      if (statusOf(error) !== 404) throw storageError(error, 'remove')
    }
  }

  /** Paths that start with `prefix`, all pages. Neither order nor freshness may be trusted. */
  async list(bucket: string, prefix = ''): Promise<string[]> {
    const paths: string[] = []
    let next: string | undefined
    do {
      const page = await this.listPage(bucket, prefix, next)
      paths.push(...page.paths)
      next = page.next
    } while (next)
    return paths
  }

  /** @param from `next` of the page before */
  async listPage(
    bucket: string,
    prefix: string,
    from?: string,
  ): Promise<{ readonly paths: string[]; readonly next?: string }> {
    try {
      const { data, next }: FileListing = await this.http.get(`${bucketRoute(bucket)}/files`, {
        metric: 'records-list',
        params: { prefix, limit: PAGE_SIZE, ...(from ? { next: from } : {}) },
        timeout: READ_TIMEOUT_MS * 2,
      })
      return { paths: data.map(({ path }) => path), ...(next ? { next } : {}) }
    } catch (error) {
      if (statusOf(error) === 404) return { paths: [] }
      throw storageError(error, 'list')
    }
  }

  private async write(bucket: string, path: string, value: unknown, headers: Record<string, string>): Promise<void> {
    try {
      const text = JSON.stringify(value)
      await this.http.put(fileRoute(bucket, path), undefined, {
        headers: { 'Content-Type': 'application/json', ...headers },
        metric: 'records-write',
        timeout: WRITE_TIMEOUT_MS,
        // At the last moment: as `data`, axios clones an object without keys such as `constructor`, and lists every
        // character of a text.
        transformRequest: [() => text],
      })
    } catch (error) {
      const status = statusOf(error)
      if (status === 409 || status === 412) throw new WriteConflict('The record was changed by somebody else')
      throw storageError(error, 'write')
    }
  }

  /** Reads are repeatable: one passing failure is not worth failing the caller. */
  private async retryOnce<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (error) {
      const status = statusOf(error)
      if (status !== undefined && status < 500 && status !== 429) throw error
      return call()
    }
  }
}

const bucketRoute = (bucket: string) => `/buckets/${APP_NAME}/${bucket}`
const fileRoute = (bucket: string, path: string) => `${bucketRoute(bucket)}/files/${path}`

/** Read by shape: error classes differ between majors of the runtime (DESIGN D3). */
const statusOf = (error: unknown): number | undefined =>
  (error as { response?: { status?: number } } | undefined)?.response?.status

const storageError = (error: unknown, verb: string) => {
  if (error instanceof StorageUnavailable || error instanceof WriteConflict) return error
  return new StorageUnavailable(`The record store could not ${verb} (${statusOf(error) ?? 'no answer'})`)
}
