import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { writeFileAtomically } from '../platform/writeFileAtomically'

/** What an operator would write down: nobody but its owner may read the file. */
interface Notes {
  operatorToken?: string
  /** Who uses the folder at present, or did last. */
  running?: { pid: number; control: string }
  /** By `account/workspace`, then seller id: the endpoint as it was given to VTEX. */
  endpoints: Record<string, Record<string, string>>
}

const OWNER_ONLY = 0o600

/** `DIR/serve.json`: with the same folder, the same endpoints and the same operator token. */
export class Notebook {
  private readonly file: string
  private readonly notes: Notes

  constructor(dataDir: string) {
    this.file = join(dataDir, 'serve.json')
    this.notes = read(this.file)
  }

  get operatorToken() {
    return this.notes.operatorToken
  }

  get running() {
    return this.notes.running
  }

  endpoint(tenant: string, sellerId: string): string | undefined {
    return this.notes.endpoints[tenant]?.[sellerId]
  }

  noteEndpoint(tenant: string, sellerId: string, endpoint: string) {
    this.notes.endpoints[tenant] = { ...this.notes.endpoints[tenant], [sellerId]: endpoint }
  }

  noteRun(operatorToken: string, control: string) {
    this.notes.operatorToken = operatorToken
    this.notes.running = { pid: process.pid, control }
  }

  save() {
    return writeFileAtomically(this.file, `${JSON.stringify(this.notes, null, 2)}\n`, OWNER_ONLY)
  }
}

function read(file: string): Notes {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return { endpoints: {} }
  }
  const notes = JSON.parse(text) as Partial<Notes>
  return { ...notes, endpoints: notes.endpoints ?? {} }
}
