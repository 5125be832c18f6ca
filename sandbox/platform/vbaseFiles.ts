import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { firstAfter, loadBucket, type FileHeader, type VBaseBucket } from './vbaseBucket'
import { decode, encode, fileOf } from './vbasePath'
import { writeFileAtomically } from './writeFileAtomically'

/** Where a document lives: account, workspace, app and bucket. */
export type BucketAddress = readonly [account: string, workspace: string, app: string, bucket: string]

export interface StoredFile {
  readonly content: Buffer
  readonly etag: string
  readonly contentType: string
  readonly contentEncoding?: string
}

export interface FileEntry {
  readonly path: string
  /** Of the content only: unlike the etag, the same for the same bytes. */
  readonly hash: string
}

export type WriteOutcome = { readonly hash: string } | 'changed'

/**
 * VBase documents as files that survive `kill -9`. One process owns the folder; conditions are decided on its index,
 * one write per document at a time. Each file begins with a line of JSON: its etag, hash and type.
 */
export class VBaseFiles {
  private readonly buckets = new Map<string, Promise<VBaseBucket>>()
  private readonly queues = new Map<string, Promise<unknown>>()
  private readonly knownFolders = new Set<string>()

  constructor(private readonly root: string) {}

  async read(address: BucketAddress, path: string): Promise<StoredFile | undefined> {
    const bucket = await this.bucketAt(address)
    if (!bucket.files.has(path)) return undefined
    let bytes: Buffer
    try {
      // Small and in the system's memory: read at once, it takes a tenth of the time of a turn of the thread pool.
      bytes = readFileSync(fileOf(bucket.folder, path))
    } catch (error) {
      // Removed between the two steps.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
    const end = bytes.indexOf('\n')
    const header = JSON.parse(bytes.toString('utf8', 0, end)) as FileHeader
    const { etag, contentType, contentEncoding } = header
    return { content: bytes.subarray(end + 1), etag, contentType, contentEncoding }
  }

  /** @param ifMatch writes only if the document still has this etag (`*`: any) */
  write(
    address: BucketAddress,
    path: string,
    file: { content: Buffer; contentType: string; contentEncoding?: string },
    ifMatch?: string,
  ): Promise<WriteOutcome> {
    return this.inTurn(address, path, async (bucket) => {
      const current = bucket.files.get(path)
      if (!holds(ifMatch, current?.etag)) return 'changed'
      const hash = createHash('sha256').update(file.content).digest('hex').slice(0, 32)
      // Random beside the hash: the same bytes written again are another version.
      const etag = `"${hash.slice(0, 12)}-${randomBytes(6).toString('hex')}"`
      const { contentType, contentEncoding } = file
      const header = Buffer.from(`${JSON.stringify({ etag, hash, contentType, contentEncoding })}\n`)
      const target = fileOf(bucket.folder, path)
      await this.ensureFolder(dirname(target))
      await writeFileAtomically(target, Buffer.concat([header, file.content]))
      if (!current) bucket.sorted = undefined
      bucket.files.set(path, { etag, hash })
      return { hash }
    })
  }

  /** @returns false when there is no such document, `changed` when it no longer has the etag asked for */
  remove(address: BucketAddress, path: string, ifMatch?: string): Promise<boolean | 'changed'> {
    return this.inTurn(address, path, async (bucket) => {
      const current = bucket.files.get(path)
      if (!holds(ifMatch, current?.etag)) return 'changed'
      if (!current) return false
      await rm(fileOf(bucket.folder, path), { force: true })
      bucket.files.delete(path)
      bucket.sorted = undefined
      return true
    })
  }

  /** A page of documents whose path starts with `prefix` and comes after `after`, in the order of their paths. */
  async list(address: BucketAddress, prefix: string, limit: number, after: string) {
    const bucket = await this.bucketAt(address)
    bucket.sorted ??= [...bucket.files.keys()].sort()
    const page: FileEntry[] = []
    for (let index = firstAfter(bucket.sorted, prefix, after); index < bucket.sorted.length; index++) {
      const path = bucket.sorted[index]!
      if (!path.startsWith(prefix)) break
      if (page.length === limit) return { files: page, more: true }
      page.push({ path, hash: bucket.files.get(path)!.hash })
    }
    return { files: page, more: false }
  }

  /** Every bucket on disk. */
  addresses(): BucketAddress[] {
    const folders = (...parts: string[]) =>
      existsSync(join(this.root, ...parts))
        ? readdirSync(join(this.root, ...parts), { withFileTypes: true }).filter((entry) => entry.isDirectory())
        : []
    return folders().flatMap((account) =>
      folders(account.name).flatMap((workspace) =>
        folders(account.name, workspace.name).flatMap((app) =>
          folders(account.name, workspace.name, app.name).map(
            (bucket) =>
              [account, workspace, app, bucket].map((entry) => decode(entry.name)) as unknown as BucketAddress,
          ),
        ),
      ),
    )
  }

  /** Runs after every earlier write of the same document. */
  private async inTurn<T>(address: BucketAddress, path: string, work: (bucket: VBaseBucket) => Promise<T>): Promise<T> {
    const bucket = await this.bucketAt(address)
    const key = fileOf(bucket.folder, path)
    const turn = (this.queues.get(key) ?? Promise.resolve()).then(() => work(bucket))
    const settled = turn
      .catch(() => undefined)
      .then(() => {
        if (this.queues.get(key) === settled) this.queues.delete(key)
      })
    this.queues.set(key, settled)
    return turn
  }

  private bucketAt(address: BucketAddress): Promise<VBaseBucket> {
    const folder = join(this.root, ...address.map(encode))
    let bucket = this.buckets.get(folder)
    if (!bucket) {
      bucket = loadBucket(folder)
      this.buckets.set(folder, bucket)
    }
    return bucket
  }

  private async ensureFolder(folder: string) {
    if (this.knownFolders.has(folder)) return
    await mkdir(folder, { recursive: true })
    this.knownFolders.add(folder)
  }
}

function holds(ifMatch: string | undefined, etag: string | undefined): boolean {
  if (ifMatch === undefined) return true
  if (etag === undefined) return false
  return ifMatch === '*' || ifMatch.replaceAll('"', '') === etag.replaceAll('"', '')
}
