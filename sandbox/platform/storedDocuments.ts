import type { VBaseFiles } from './vbaseFiles'

export interface StoredDocument {
  /** `{account}/{workspace}/{app}/{bucket}/{path}` */
  readonly path: string
  readonly hash: string
  /** As text; compressed content is shown in base64. */
  readonly content: string
}

/** Everything the app has stored whose full path starts with `prefix`. */
export async function storedDocuments(files: VBaseFiles, prefix: string): Promise<StoredDocument[]> {
  const found: StoredDocument[] = []
  for (const address of files.addresses()) {
    const place = `${address.join('/')}/`
    if (!place.startsWith(prefix) && !prefix.startsWith(place)) continue
    const listed = await files.list(address, prefix.slice(place.length), Infinity, '')
    for (const { path, hash } of listed.files) {
      const file = await files.read(address, path)
      if (!file) continue
      const content = file.content.toString(file.contentEncoding === undefined ? 'utf8' : 'base64')
      found.push({ path: place + path, hash, content })
    }
  }
  return found
}
