import { InfraClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { StorageUnavailable, WriteConflict } from '../../domain/errors'
import { APP_NAME } from '../appName'

/** A stored document with the version it was read at. */
export interface Stored<T> {
  readonly value: T
  /** Goes back as `If-Match`. */
  readonly version: string
}

interface FileListing {
  readonly data: readonly { readonly path: string }[]
  readonly next?: string | null
}

const READ_TIMEOUT_MS = 1_000
const WRITE_TIMEOUT_MS = 1_500
const PAGE_SIZE = 200

/**
 * JSON documents in VBase, scoped by the platform to account, workspace and app.
 *
 * It neither memoizes nor shares reads between requests: a repeated read must see what another pod wrote
 * (RUNTIME §4, traps 1-3). A 404 is reported as `undefined`; callers decide what that proves (DESIGN D7).
 */
export abstract class VBaseFiles extends InfraClient {
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
