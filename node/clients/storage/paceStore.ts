import type { Pace } from '../../domain/pace/pace'
import type { RecordStore } from './recordStore'

const BUCKET = 'pace'

interface PaceDocument extends Pace {
  readonly schemaVersion: 1
}

/** Who calls an API of VTEX when: one document per API for all sellers and replicas (decision 0013). */
export class PaceStore {
  constructor(private readonly records: RecordStore) {}

  /** @returns undefined when nobody called yet, or when it cannot be read now */
  async read(api: string): Promise<Pace | undefined> {
    return (await this.records.read<PaceDocument>(BUCKET, api))?.value
  }

  /**
   * @param first what is there before the first call; losing the document costs a moment of too many calls
   * @param change may run several times; the same pace again costs no write
   * @throws StorageUnavailable
   */
  async update(api: string, first: Pace, change: (pace: Pace) => Pace): Promise<void> {
    const early = await this.records.read<PaceDocument>(BUCKET, api)
    if (!early) await this.records.ensure<PaceDocument>(BUCKET, api, { schemaVersion: 1, ...first })
    await this.records.update<PaceDocument>(
      BUCKET,
      api,
      (stored) => {
        const next = change(stored)
        return next === stored ? undefined : { ...next, schemaVersion: 1 }
      },
      Promise.resolve(early),
    )
  }
}
