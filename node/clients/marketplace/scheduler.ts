import { JanusClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { MarketplaceRejected } from '../../domain/errors'
import { APP_NAME } from '../appName'
import type { CallScope } from '../callScope'
import { vtexCall, vtexClientOptions } from './vtexCall'

export interface SchedulerJob {
  readonly id: string
  readonly scheduler: { readonly expression: string; readonly endDate: string }
  readonly retry: {
    readonly delay: { readonly addMinutes: number; readonly addHours: number; readonly addDays: number }
    readonly times: number
    readonly backOffRate: number
  }
  readonly request: {
    readonly uri: string
    readonly method: 'POST'
    readonly headers: Readonly<Record<string, string>>
    readonly body: Readonly<Record<string, never>>
  }
}

/** As much of a job as is read back; VTEX documents none of it. */
export interface InstalledJob {
  readonly scheduler?: Partial<SchedulerJob['scheduler']>
  readonly request?: { readonly uri?: string }
}

/** VTEX's scheduler: undocumented, therefore wrapped and never relied upon alone (PLATFORM §5, U7). */
export class Scheduler extends JanusClient {
  constructor(
    context: IOContext,
    private readonly scope: CallScope,
    options?: InstanceOptions,
  ) {
    super(context, vtexClientOptions(context, { ...scope, appKeyPair: undefined }, options))
  }

  async readJob(id: string): Promise<InstalledJob | undefined> {
    try {
      const { data } = await vtexCall(this.scope, 'readScheduler', id, () =>
        this.http.getRaw<InstalledJob>(this.jobPath(id), { metric: 'readScheduler' }),
      )
      return data
    } catch (error) {
      if (error instanceof MarketplaceRejected && error.status === 404) return undefined
      throw error
    }
  }

  /** @returns whether there was such a job */
  async removeJob(id: string): Promise<boolean> {
    try {
      await vtexCall(this.scope, 'removeScheduler', id, () =>
        this.http.delete(this.jobPath(id), { metric: 'removeScheduler' }).then(() => ({ status: 204 })),
      )
      return true
    } catch (error) {
      if (error instanceof MarketplaceRejected && error.status === 404) return false
      throw error
    }
  }

  /** Repeatable; the same job again is answered 304. */
  async installJob(job: SchedulerJob): Promise<void> {
    try {
      await vtexCall(this.scope, 'installScheduler', job.id, () =>
        this.http.putRaw(`${this.path()}?version=4`, job, { metric: 'installScheduler' }),
      )
    } catch (error) {
      if (!(error instanceof MarketplaceRejected && error.status === 304)) throw error
    }
  }

  private jobPath(id: string) {
    return `${this.path()}/${encodeURIComponent(id)}?version=4`
  }

  private path() {
    return `/api/scheduler/${this.context.workspace}/${APP_NAME}`
  }
}
