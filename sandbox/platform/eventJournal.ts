import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  type WriteStream,
} from 'node:fs'
import { join } from 'node:path'

/** One event on its way to one handler. */
export interface PendingEvent {
  readonly id: string
  readonly account: string
  readonly workspace: string
  readonly handlerId: string
  readonly key: string
  readonly sender: string
  readonly subject: string
  readonly operationId: string
  /** JSON text. */
  readonly body: string
}

type JournalLine = { readonly add: PendingEvent } | { readonly settled: string }

/** Lines after which a journal without pending events starts anew. */
const LINES_BEFORE_RESTART = 10_000

/** Accepted events, appended to a file so that those not yet delivered survive a restart. */
export class EventJournal {
  private readonly file: string
  private readonly open = new Map<string, PendingEvent>()
  private stream: WriteStream
  private lines = 0

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true })
    this.file = join(dataDir, 'events.jsonl')
    this.load()
    this.stream = this.startFile()
  }

  pending(): readonly PendingEvent[] {
    return [...this.open.values()]
  }

  add(event: PendingEvent) {
    this.open.set(event.id, event)
    this.append({ add: event })
  }

  settle(id: string) {
    if (!this.open.delete(id)) return
    this.append({ settled: id })
    if (this.lines > LINES_BEFORE_RESTART && this.open.size === 0) {
      this.stream.end()
      this.stream = this.startFile()
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.stream.end(() => resolve()))
  }

  private append(line: JournalLine) {
    this.lines++
    this.stream.write(`${JSON.stringify(line)}\n`)
  }

  private load() {
    if (!existsSync(this.file)) return
    for (const text of readFileSync(this.file, 'utf8').split('\n')) {
      const line = parse(text)
      if (line === undefined) continue
      if ('add' in line) this.open.set(line.add.id, line.add)
      else this.open.delete(line.settled)
    }
  }

  /** A new file with what is still open, put in the old one's place. */
  private startFile(): WriteStream {
    const draft = `${this.file}.draft`
    writeFileSync(
      draft,
      this.pending()
        .map((event) => `${JSON.stringify({ add: event })}\n`)
        .join(''),
    )
    renameSync(draft, this.file)
    this.lines = 0
    return createWriteStream(this.file, { flags: 'a' })
  }
}

/** The last line of a journal cut by a crash is no JSON. */
function parse(text: string): JournalLine | undefined {
  try {
    return JSON.parse(text) as JournalLine
  } catch {
    return undefined
  }
}
