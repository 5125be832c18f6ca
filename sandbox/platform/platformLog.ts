import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

export interface LogLine {
  /** Milliseconds since the epoch, real time. */
  readonly at: number
  /** `platform`, or `worker-1` … */
  readonly source: string
  readonly text: string
}

/** Characters of recent lines kept in memory; the files keep more. */
const MEMORY_LIMIT = 8_000_000
const FILE_LIMIT_BYTES = 32_000_000

/** What the workers print and what the stand-in has to say, in memory (recent) and in `DIR/logs/{source}.log`. */
export class PlatformLog {
  private lines: LogLine[] = []
  private size = 0
  private readonly files = new Map<string, { stream: WriteStream; bytes: number }>()

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true })
  }

  /** Notes something the stand-in did. Never pass tokens, bodies or paths of requests. */
  note(text: string) {
    this.add('platform', [text])
  }

  /** Recent lines, oldest first. */
  recent(source?: string): readonly LogLine[] {
    return source === undefined ? this.lines : this.lines.filter((line) => line.source === source)
  }

  capture(source: string, stream: Readable) {
    let rest = ''
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n')
      rest = parts.pop() ?? ''
      this.add(source, parts)
    })
    stream.on('end', () => {
      if (rest !== '') this.add(source, [rest])
    })
  }

  async close() {
    await Promise.all([...this.files.values()].map(({ stream }) => new Promise((done) => stream.end(done))))
  }

  private add(source: string, texts: readonly string[]) {
    if (texts.length === 0) return
    const at = Date.now()
    for (const text of texts) {
      this.lines.push({ at, source, text })
      this.size += text.length
    }
    if (this.size > MEMORY_LIMIT) this.forgetOldHalf()
    const time = new Date(at).toISOString()
    this.fileOf(source).write(texts.map((text) => `${time} ${text}\n`).join(''))
  }

  private forgetOldHalf() {
    this.lines = this.lines.slice(this.lines.length >> 1)
    this.size = this.lines.reduce((sum, line) => sum + line.text.length, 0)
  }

  private fileOf(source: string) {
    const path = join(this.folder, `${source}.log`)
    let file = this.files.get(source)
    if (file && file.stream.bytesWritten + file.bytes > FILE_LIMIT_BYTES) {
      file.stream.end()
      renameSync(path, `${path}.1`)
      file = undefined
    }
    if (!file) {
      const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
      file = { stream: createWriteStream(path, { flags: 'a' }), bytes }
      this.files.set(source, file)
    }
    return file.stream
  }
}
