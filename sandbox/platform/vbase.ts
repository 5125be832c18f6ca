import { setTimeout as pause } from 'node:timers/promises'

import type { AppBundle } from './appBundle'
import { answer, answerJson } from './httpAnswer'
import type { ServiceCall } from './outboundProxy'
import { BodyTooLarge, readBody } from './readBody'
import type { SeededRandom } from './seededRandom'
import type { BucketAddress, VBaseFiles } from './vbaseFiles'

export const VBASE_MODES = ['normal', 'false404', 'conflict'] as const
/** `false404`: some reads of documents that exist say 404; `conflict`: some conditional writes lose for no reason. */
export type VBaseMode = (typeof VBASE_MODES)[number]

const PATH = /^\/vbase\/v2\/([^/]+)\/([^/]+)\/buckets\/([^/]+)\/([^/]+)\/files(?:\/(.+))?$/
const DOCUMENT_LIMIT_BYTES = 10_000_000
const DEFAULT_PAGE = 100
const LARGEST_PAGE = 1_000
/** Share of calls a fault mode hits. */
const FALSE_404_SHARE = 0.1
const CONFLICT_SHARE = 0.25

/** `infra.io.vtex.com/vbase` (RUNTIME §4): etag, If-Match, listing. `If-None-Match: *` on writes is ignored: nobody knows if VTEX honours it. */
export class VBase {
  mode: VBaseMode = 'normal'

  constructor(
    private readonly bundle: AppBundle,
    private readonly files: VBaseFiles,
    private readonly random: SeededRandom,
    private readonly latencyMs: number,
  ) {}

  readonly handle = async (call: ServiceCall): Promise<boolean> => {
    const [, account, workspace, app, bucket, path] = PATH.exec(call.path) ?? []
    if (bucket === undefined) return false
    const { tenant, response } = call
    if (account !== tenant.account || workspace !== tenant.workspace || app !== this.bundle.name) {
      answerJson(response, 403, { code: 'Forbidden', message: 'The token does not open this bucket' })
      return true
    }
    if (!this.bundle.policies.has('vbase-read-write')) {
      answerJson(response, 403, { code: 'Forbidden', message: 'The manifest does not declare vbase-read-write' })
      return true
    }
    if (this.latencyMs > 0) await pause(this.latencyMs)
    const address: BucketAddress = [account, workspace, app, decodeURIComponent(bucket)]
    const segments = path?.split('/').map(decodeURIComponent)
    if (segments === undefined) await this.list(call, address)
    else if (segments.every(isUsable)) await this.document(call, address, segments.join('/'))
    else answerJson(response, 400, { code: 'BadRequest', message: 'A segment of the path is empty or too long' })
    return true
  }

  private async document(call: ServiceCall, address: BucketAddress, path: string) {
    const { method } = call.request
    if (method === 'GET' || method === 'HEAD') return this.get(call, address, path)
    if (method === 'PUT') return this.put(call, address, path)
    if (method === 'DELETE') return this.delete(call, address, path)
    return answer(call.response, 405)
  }

  private async get({ request, response }: ServiceCall, address: BucketAddress, path: string) {
    const file = await this.files.read(address, path)
    if (!file || (this.mode === 'false404' && this.random.hits(FALSE_404_SHARE))) {
      return answerJson(response, 404, { code: 'FileNotFound', message: `File not found: ${path}` })
    }
    if (request.headers['if-none-match'] === file.etag) return answer(response, 304, '', { etag: file.etag })
    const headers = {
      etag: file.etag,
      'content-type': file.contentType,
      'content-length': file.content.length,
      ...(file.contentEncoding === undefined ? {} : { 'content-encoding': file.contentEncoding }),
    }
    response.writeHead(200, headers)
    return response.end(request.method === 'HEAD' ? undefined : file.content)
  }

  private async put({ request, response }: ServiceCall, address: BucketAddress, path: string) {
    let content: Buffer
    try {
      content = await readBody(request, DOCUMENT_LIMIT_BYTES)
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error
      return answerJson(response, 413, { code: 'PayloadTooLarge', message: error.message })
    }
    const ifMatch = request.headers['if-match']
    if (this.losesForNoReason(ifMatch)) return answerConflict(response, this.random.hits(0.5) ? 409 : 412)
    const contentType = request.headers['content-type'] ?? 'application/octet-stream'
    const contentEncoding = request.headers['content-encoding']
    const outcome = await this.files.write(address, path, { content, contentType, contentEncoding }, ifMatch)
    if (outcome === 'changed') return answerConflict(response, 412)
    return answerJson(response, 200, [{ path, hash: outcome.hash }])
  }

  private async delete({ request, response }: ServiceCall, address: BucketAddress, path: string) {
    const ifMatch = request.headers['if-match']
    if (this.losesForNoReason(ifMatch)) return answerConflict(response, 412)
    const outcome = await this.files.remove(address, path, ifMatch)
    if (outcome === 'changed') return answerConflict(response, 412)
    return answer(response, outcome ? 204 : 404)
  }

  private async list({ request, response, query }: ServiceCall, address: BucketAddress) {
    if (request.method !== 'GET') return answer(response, 405)
    const limit = Math.min(Number(query.get('limit')) || DEFAULT_PAGE, LARGEST_PAGE)
    const after = Buffer.from(query.get('next') ?? '', 'base64url').toString()
    const { files, more } = await this.files.list(address, query.get('prefix') ?? '', limit, after)
    const next = more ? Buffer.from(files.at(-1)!.path).toString('base64url') : null
    return answerJson(response, 200, { data: files, next })
  }

  private losesForNoReason(ifMatch: string | undefined) {
    return this.mode === 'conflict' && ifMatch !== undefined && this.random.hits(CONFLICT_SHARE)
  }
}

/** Characters; real limits are unknown (PLATFORM U4), those of file systems are about 255 bytes. */
const LONGEST_SEGMENT = 80

const isUsable = (segment: string) => segment !== '' && segment.length <= LONGEST_SEGMENT

const answerConflict = (response: ServiceCall['response'], status: 409 | 412) =>
  answerJson(response, status, { code: 'Conflict', message: 'The file is not at the version of If-Match' })
