import type { RecordStore } from './recordStore'

const BUCKET = 'platform'
const HOOK = 'hook'

interface HookDocument {
  readonly schemaVersion: 1
  /** SHA-256 of the secrets VTEX may send with the order hook, the newest first. */
  readonly hashes: readonly string[]
}

/** By what the order hook of this account and workspace is known (PROTOCOL §11.3, §15.3). */
export class HookStore {
  constructor(private readonly records: RecordStore) {}

  async hashes(): Promise<readonly string[]> {
    return (await this.records.read<HookDocument>(BUCKET, HOOK))?.value.hashes ?? []
  }

  /** Before VTEX is told, which tries it at once. The one before stays good until the new one was taken. */
  async add(hash: string): Promise<void> {
    await this.save([hash, ...(await this.hashes()).slice(0, 1)])
  }

  async keepOnly(hash: string): Promise<void> {
    await this.save([hash])
  }

  private async save(hashes: readonly string[]) {
    await this.records.put<HookDocument>(BUCKET, HOOK, { schemaVersion: 1, hashes })
  }
}
