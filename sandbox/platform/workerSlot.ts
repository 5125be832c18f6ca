import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

import { workerEnvironment } from './workerEnvironment'
import type { WorkerOptions } from './workerOptions'

export interface LiveWorker {
  readonly pid: number
  readonly port: number
}

type WorkerMessage = { readonly ready: true; readonly port: number } | { readonly acknowledged: number }

const FIRST_RESTART_DELAY_MS = 50
const LONGEST_RESTART_DELAY_MS = 5_000

/** A place in the pool: one process at a time, replaced when it dies. */
export class WorkerSlot {
  live: LiveWorker | undefined
  private child: ChildProcess | undefined
  private stopping = false
  private restartDelay = FIRST_RESTART_DELAY_MS
  private restartTimer: NodeJS.Timeout | undefined
  private lastMessage = 0
  private readonly acknowledgements = new Map<number, () => void>()

  private readonly name: string

  constructor(
    private readonly index: number,
    private readonly options: WorkerOptions,
    private readonly onReady: (worker: LiveWorker) => void,
  ) {
    this.name = `worker-${index + 1}`
  }

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

  /** Resolves when the process has ended, or at once if it is not this slot's. */
  async ended(pid: number) {
    const { child } = this
    if (child?.pid !== pid || child.exitCode !== null || child.signalCode !== null) return
    await new Promise((resolve) => child.once('exit', resolve))
  }

  async shiftClock() {
    const { child } = this
    // One that is still booting was given an older offset: it is told again once it listens.
    if (!child?.connected || !this.live) return
    const id = ++this.lastMessage
    const acknowledged = new Promise<void>((resolve) => this.acknowledgements.set(id, resolve))
    child.send({ id, offsetMs: this.offsetMs }, () => undefined)
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

  private get offsetMs() {
    const { clock, clockSkewsMs } = this.options
    return clock.offsetMs + (clockSkewsMs[this.index] ?? 0)
  }

  private boot(onFirstReady?: () => void, onFirstExit?: () => void) {
    const { bundle, log, proxyOrigins } = this.options
    const bootOffset = this.offsetMs
    const child = fork(join(__dirname, 'worker.cjs'), [], {
      cwd: bundle.dir,
      env: workerEnvironment(this.options, proxyOrigins[this.index]!, bootOffset),
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    // Each call that is lost with it waits for its end.
    child.setMaxListeners(0)
    this.child = child
    log.capture(this.name, child.stdout!)
    log.capture(this.name, child.stderr!)

    child.on('message', (message: WorkerMessage) => {
      if ('ready' in message) {
        this.live = { pid: child.pid!, port: message.port }
        this.restartDelay = FIRST_RESTART_DELAY_MS
        log.note(`${this.name} is up (process ${child.pid})`)
        if (this.offsetMs !== bootOffset) void this.shiftClock()
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
