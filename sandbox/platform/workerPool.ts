import { setTimeout as pause } from 'node:timers/promises'

import { WorkerSlot, type LiveWorker } from './workerSlot'
import type { WorkerOptions } from './workerOptions'

const LOSS_CHECK_MS = 100

/** The app's processes: started together, replaced when they die, chosen in turn. */
export class WorkerPool {
  private readonly slots: WorkerSlot[]
  private readonly waiting = new Set<(worker: LiveWorker) => void>()
  private turn = 0

  constructor(options: WorkerOptions) {
    this.slots = Array.from(
      { length: options.count },
      (_, index) => new WorkerSlot(index, options, (worker) => this.welcome(worker)),
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

  /**
   * After a lost connection: resolves when the worker is known to be dead, or soon if it is not, so that whoever is
   * told of the loss does not meet the same dead worker again.
   */
  async confirmLoss({ pid }: LiveWorker) {
    const dead = Promise.all(this.slots.map((slot) => slot.ended(pid)))
    await Promise.race([dead, pause(LOSS_CHECK_MS, undefined, { ref: false })])
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
