import { existsSync } from 'node:fs'
import { open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { pathOf } from './vbasePath'
import { DRAFT_SUFFIX } from './writeFileAtomically'

/** The first line of a file. */
export interface FileHeader {
  readonly etag: string
  readonly hash: string
  readonly contentType: string
  readonly contentEncoding?: string
}

/** What is known of a bucket without opening its files. */
export interface VBaseBucket {
  readonly folder: string
  readonly files: Map<string, { etag: string; hash: string }>
  sorted?: readonly string[]
}

const HEADER_PROBE_BYTES = 1_024

/** Reads a bucket's index from disk; drafts a crash left behind are removed. */
export async function loadBucket(folder: string): Promise<VBaseBucket> {
  const files: VBaseBucket['files'] = new Map()
  const entries = existsSync(folder) ? await readdir(folder, { recursive: true, withFileTypes: true }) : []
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    if (entry.name.endsWith(DRAFT_SUFFIX)) {
      await rm(file, { force: true })
      continue
    }
    const { etag, hash } = await readHeader(file)
    files.set(pathOf(folder, file), { etag, hash })
  }
  return { folder, files }
}

async function readHeader(file: string): Promise<FileHeader> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_PROBE_BYTES), 0, HEADER_PROBE_BYTES, 0)
    const text = buffer.toString('utf8', 0, bytesRead)
    return JSON.parse(text.slice(0, text.indexOf('\n'))) as FileHeader
  } finally {
    await handle.close()
  }
}

/** Binary search: the first path that is at least `prefix` and greater than `after`. */
export function firstAfter(sorted: readonly string[], prefix: string, after: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    const path = sorted[middle]!
    if (path < prefix || (after !== '' && path <= after)) low = middle + 1
    else high = middle
  }
  return low
}
