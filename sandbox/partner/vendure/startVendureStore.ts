import { spawn } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { endChild, readyLine } from '../partnerChild'
import type { JournalEntry } from './shop/requestJournal'
import { StoreStaff } from './storeStaff'

export interface StoreOptions {
  /** Catalogue file; the store's own when absent. */
  readonly catalog?: string
  /** A free one when absent or 0. */
  readonly port?: number
  readonly username?: string
  readonly password?: string
  /** Where the shop's own complaints go; the caller's stderr when absent. */
  readonly onLog?: (line: string) => void
}

export interface VendureStore {
  /** `http://127.0.0.1:PORT`; the Admin API is below it at `/admin-api`. */
  readonly url: string
  readonly port: number
  /** The connector's login. */
  readonly username: string
  readonly password: string
  readonly staff: StoreStaff
  readonly pid: number
  /** Every Admin API request so far, by the connector and by the staff, in the order they ended. */
  journal(): Promise<JournalEntry[]>
  stop(): Promise<void>
}

interface ReadyLine {
  readonly ready: true
  readonly url: string
  readonly username: string
  readonly password: string
  readonly staff: { readonly username: string; readonly password: string }
}

/** Heap cap in MiB: without one Vendure grows to three times this under load (PARTNERS §3). */
const MAX_HEAP_MIB = 320

/**
 * Runs the shop in a process of its own, which ends with `stop()` or with this process, whichever comes first.
 * @throws Error with the shop's own words when it ends before it is ready, e.g. because of its catalogue
 */
export async function startVendureStore(options: StoreOptions = {}): Promise<VendureStore> {
  const args = ['--exit-with-parent', '--port', String(options.port ?? 0)]
  if (options.catalog !== undefined) {
    args.push('--catalog', path.resolve(options.catalog))
  }
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${MAX_HEAP_MIB}`,
      '--import',
      pathToFileURL(require.resolve('tsx')).href,
      path.join(__dirname, 'cli.ts'),
      ...args,
    ],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      // By environment: arguments are readable by every process of the machine.
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        ...(options.username === undefined ? {} : { STORE_USER: options.username }),
        ...(options.password === undefined ? {} : { STORE_PASSWORD: options.password }),
      },
    },
  )
  const ready = await readyLine<ReadyLine>(child, 'the store', options.onLog)
  return {
    url: ready.url,
    port: Number(new URL(ready.url).port),
    username: ready.username,
    password: ready.password,
    staff: await StoreStaff.signIn(ready.url, ready.staff.username, ready.staff.password),
    pid: child.pid as number,
    journal: async () => (await fetch(`${ready.url}/harness/journal`)).json() as Promise<JournalEntry[]>,
    stop: () => endChild(child),
  }
}
