import { spawn } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { endChild, readyLine } from '../partnerChild'
import type { PartnerStore } from '../store'
import type { JournalEntry } from './harness/requestJournal'
import { ReferenceStaff } from './referenceStaff'

export interface ReferenceOptions {
  /** Catalogue file; the sandbox's own when absent. */
  readonly catalog?: string
  /** A free one when absent or 0. */
  readonly port?: number
  /** Where the data is kept; in memory when absent. */
  readonly dataDir?: string
  /** Made up when absent. */
  readonly token?: string
  readonly webhookUrl?: string
  /** `whsec_…`; two, with a comma between, while it is being replaced. */
  readonly webhookSecret?: string
  /** Requests in 10 seconds. */
  readonly rateLimit?: number
  /** Where the partner's own complaints go; the caller's stderr when absent. */
  readonly onLog?: (line: string) => void
}

/** The Seller API is below `url` at `/external-seller/v1`. */
export interface ReferencePartner extends PartnerStore {
  readonly kind: 'seller-api'
  readonly port: number
  readonly token: string
  readonly staff: ReferenceStaff
  /** Moves the partner's clock forward: reservations run out, windows pass. */
  advanceClock(seconds: number): Promise<void>
  announceTo(url: string, secret: string): Promise<void>
}

interface ReadyLine {
  readonly ready: true
  readonly url: string
  readonly token: string
}

/**
 * Runs the partner in a process of its own, which ends with `stop()` or with this process, whichever comes first.
 * @throws Error with the partner's own words when it ends before it is ready, e.g. because of its catalogue
 */
export async function startReferencePartner(options: ReferenceOptions = {}): Promise<ReferencePartner> {
  const args = ['--exit-with-parent', '--port', String(options.port ?? 0)]
  if (options.catalog !== undefined) args.push('--catalog', path.resolve(options.catalog))
  if (options.dataDir !== undefined) args.push('--data', path.resolve(options.dataDir))
  if (options.rateLimit !== undefined) args.push('--rate-limit', String(options.rateLimit))
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(require.resolve('tsx')).href, path.join(__dirname, 'cli.ts'), ...args],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      // By environment: arguments are readable by every process of the machine.
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        ...(options.token === undefined ? {} : { REFERENCE_TOKEN: options.token }),
        ...(options.webhookUrl === undefined ? {} : { REFERENCE_WEBHOOK_URL: options.webhookUrl }),
        ...(options.webhookSecret === undefined ? {} : { REFERENCE_WEBHOOK_SECRET: options.webhookSecret }),
      },
    },
  )
  const { url, token } = await readyLine<ReadyLine>(child, 'the partner', options.onLog)
  const staff = new ReferenceStaff(url)
  return {
    kind: 'seller-api',
    url,
    port: Number(new URL(url).port),
    token,
    pid: child.pid as number,
    staff,
    sellerSettings: { platform: 'seller-api', partnerUrl: url, token },
    journal: async () =>
      (await staff.ask<JournalEntry[]>('GET', 'journal')).map(({ operationId, ...call }) => ({
        ...call,
        step: operationId,
      })),
    advanceClock: (advanceSeconds) => staff.ask('POST', 'clock', { advanceSeconds }),
    announceTo: (target, secret) => staff.ask('POST', 'webhook', { url: target, secret }),
    stop: () => endChild(child),
  }
}
