import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomically } from './writeFileAtomically'

/**
 * The time the app believes in: real time plus an offset that only grows. The offset is kept, so that records written
 * before a restart do not lie in the future.
 */
export class SandboxClock {
  private offset: number
  private readonly file: string

  constructor(dataDir: string) {
    this.file = join(dataDir, 'clock.json')
    this.offset = storedOffset(this.file)
  }

  get offsetMs() {
    return this.offset
  }

  now() {
    return Date.now() + this.offset
  }

  async advance(seconds: number) {
    this.offset += seconds * 1000
    await writeFileAtomically(this.file, JSON.stringify({ offsetMs: this.offset }))
  }
}

function storedOffset(file: string): number {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { offsetMs: number }).offsetMs
  } catch {
    return 0
  }
}
