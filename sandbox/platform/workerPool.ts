import { fork, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { AppBundle } from './appBundle'
import type { PlatformLog } from './platformLog'
import { REGION } from './region'
import type { SandboxClock } from './sandboxClock'

export interface WorkerPoolOptions {
  readonly bundle: AppBundle
  readonly count: number
  /** Where every outgoing call of the app goes. */
  readonly proxyOrigin: string
  readonly production: boolean
  readonly log: PlatformLog
  readonly clock: SandboxClock
  /** Holds `@vtex/api` when it cannot be found by climbing from the build. */
  readonly modulesDir: string
}

export interface LiveWorker {
  readonly pid: number
  readonly port: number
}

type WorkerMessage = { readonly ready: true; readonly port: number } | { readonly acknowledged: number }

const FIRST_RESTART_DELAY_MS = 50
const LONGEST_RESTART_DELAY_MS = 5_000

/** The app's processes: started together, replaced when they die, chosen in turn. */
export class WorkerPool {
  private readonly slots: WorkerSlot[]
  private readonly waiting = new Set<(worker: LiveWorker) => void>()
  private turn = 0

  constructor(options: WorkerPoolOptions) {
    this.slots = Array.from(
      { length: options.count },
      (_, index) => new WorkerSlot(`worker-${index + 1}`, options, (worker) => this.welcome(worker)),
    )
  }

  /** @throws Error with what the app printed when it cannot boot */
  async start() {
    await Promise.all(this.slots.map((slot) => slot.start()))
  }

  get live(): readonly LiveWorker[] {
    return this.slots.flatMap((slot) => (slot.live ? [slot.live] : []))
  }

  /** Process ids, also of workers that are still booting. */
  get pids(): readonly number[] {
    return this.slots.flatMap((slot) => (slot.pid === undefined ? [] : [slot.pid]))
  }

  /** The next live worker in turn, at once. */
  pick(): LiveWorker | undefined {
    for (let tried = 0; tried < this.slots.length; tried++) {
      const worker = this.slots[this.turn++ % this.slots.length]!.live
      if (worker) return worker
    }
    return undefined
  }

  /** The next live worker; with none alive, the first to come up: a cold start, as the platform has. */
  next(): Promise<LiveWorker> {
    const worker = this.pick()
    return worker ? Promise.resolve(worker) : new Promise((resolve) => this.waiting.add(resolve))
  }

  /** Resolves when every worker uses the clock's present offset. */
  async shiftClocks() {
    await Promise.all(this.slots.map((slot) => slot.shiftClock()))
  }

  async stop() {
    await Promise.all(this.slots.map((slot) => slot.stop()))
  }

  private welcome(worker: LiveWorker) {
    for (const resolve of this.waiting) resolve(worker)
    this.waiting.clear()
  }
}

class WorkerSlot {
  live: LiveWorker | undefined
  private child: ChildProcess | undefined
  private stopping = false
  private restartDelay = FIRST_RESTART_DELAY_MS
  private restartTimer: NodeJS.Timeout | undefined
  private lastMessage = 0
  private readonly acknowledgements = new Map<number, () => void>()

  constructor(
    private readonly name: string,
    private readonly options: WorkerPoolOptions,
    private readonly onReady: (worker: LiveWorker) => void,
  ) {}

  get pid() {
    return this.child?.pid
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.boot(resolve, () => {
        this.stopping = true
        const printed = this.options.log.recent(this.name).slice(-30)
        reject(new Error(`The app does not boot:\n${printed.map((line) => line.text).join('\n')}`))
      })
    })
  }

  async shiftClock() {
    const { child } = this
    // One that is still booting was given an older offset: it is told again once it listens.
    if (!child?.connected || !this.live) return
    const id = ++this.lastMessage
    const acknowledged = new Promise<void>((resolve) => this.acknowledgements.set(id, resolve))
    child.send({ id, offsetMs: this.options.clock.offsetMs }, () => undefined)
    await acknowledged
  }

  async stop() {
    this.stopping = true
    clearTimeout(this.restartTimer)
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await exited
  }

  private boot(onFirstReady?: () => void, onFirstExit?: () => void) {
    const { bundle, clock, log } = this.options
    const bootOffset = clock.offsetMs
    const child = fork(join(__dirname, 'worker.cjs'), [], {
      cwd: bundle.dir,
      env: workerEnvironment(this.options, bootOffset),
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.child = child
    log.capture(this.name, child.stdout!)
    log.capture(this.name, child.stderr!)

    child.on('message', (message: WorkerMessage) => {
      if ('ready' in message) {
        this.live = { pid: child.pid!, port: message.port }
        this.restartDelay = FIRST_RESTART_DELAY_MS
        log.note(`${this.name} is up (process ${child.pid})`)
        if (clock.offsetMs !== bootOffset) void this.shiftClock()
        this.onReady(this.live)
        onFirstReady?.()
      } else {
        this.acknowledgements.get(message.acknowledged)?.()
        this.acknowledgements.delete(message.acknowledged)
      }
    })
    // `close` follows `exit` once everything printed has been read.
    child.on('exit', () => {
      const wasReady = this.live !== undefined
      this.live = undefined
      for (const resolve of this.acknowledgements.values()) resolve()
      this.acknowledgements.clear()
      if (!wasReady && onFirstExit) child.once('close', onFirstExit)
      else if (!this.stopping) this.restart(child)
    })
  }

  private restart(dead: ChildProcess) {
    this.options.log.note(`${this.name} ended (${dead.signalCode ?? dead.exitCode}), starting another`)
    this.restartTimer = setTimeout(() => this.boot(), this.restartDelay)
    this.restartDelay = Math.min(this.restartDelay * 2, LONGEST_RESTART_DELAY_MS)
  }
}

/** The variables of RUNTIME §2, and nothing of the machine's own that could reach a real host. */
function workerEnvironment({ bundle, proxyOrigin, production, modulesDir }: WorkerPoolOptions, offsetMs: number) {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TZ: process.env.TZ ?? 'UTC',
    NODE_ENV: 'production',
    NODE_PATH: modulesDir,
    VTEX_IO: 'true',
    VTEX_APP_ID: bundle.id,
    VTEX_APP_NAME: bundle.shortName,
    VTEX_APP_VENDOR: bundle.vendor,
    VTEX_APP_VERSION: bundle.version,
    VTEX_ACCOUNT: bundle.vendor,
    VTEX_WORKSPACE: 'master',
    VTEX_REGION: REGION,
    VTEX_PRODUCTION: String(production),
    VTEX_PUBLIC_ENDPOINT: 'myvtex.com',
    http_proxy: proxyOrigin,
    https_proxy: proxyOrigin,
    no_proxy: '',
    SANDBOX_CLOCK_OFFSET_MS: String(offsetMs),
  }
}

/** node/node_modules of the repository a build lies in. */
export function modulesOf(buildDir: string): string {
  for (let folder = buildDir; folder !== dirname(folder); folder = dirname(folder)) {
    const modules = join(folder, 'node_modules')
    if (existsSync(join(modules, '@vtex', 'api'))) return modules
    const appModules = join(folder, 'node', 'node_modules')
    if (existsSync(join(appModules, '@vtex', 'api'))) return appModules
  }
  throw new Error(`@vtex/api is not installed in or above ${buildDir}: run npm test or npm run serve once`)
}
