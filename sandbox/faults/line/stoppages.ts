import { setTimeout as pause } from 'node:timers/promises'

/** Longer than the longest lease (60 s). */
const JUMP_S = 75
/** Real time for others to take over what the stopped process held. */
const OTHERS_ACT_MS = 700

/** The processes behind the lines. */
export interface Workers {
  /** undefined while it is not up. */
  pidOf(worker: number): number | undefined
  /** Lets the sandbox's time jump; a worker that stands still learns of it when it runs again. */
  jump(seconds: number): Promise<void>
}

/** Stops a process while time goes on for all others, and lets it run again. One at a time. */
export class Stoppages {
  private current: Promise<void> | undefined

  get underWay() {
    return this.current !== undefined
  }

  /** Resolves when nobody stands still. */
  async over() {
    await this.current
  }

  /** @param meanwhile is called when the process stands still and its leases are over */
  async standStill(workers: Workers, worker: number, meanwhile: () => void) {
    const pid = workers.pidOf(worker)
    if (pid === undefined || this.current) return
    this.current = this.stop(workers, pid, meanwhile)
    await this.current
  }

  private async stop(workers: Workers, pid: number, meanwhile: () => void) {
    try {
      signal(pid, 'SIGSTOP')
      const everybodyKnows = workers.jump(JUMP_S)
      await pause(OTHERS_ACT_MS / 4)
      meanwhile()
      await pause(OTHERS_ACT_MS)
      signal(pid, 'SIGCONT')
      // It wakes up in the new time before it sees the answer it was waiting for.
      await everybodyKnows
    } finally {
      this.current = undefined
    }
  }
}

export function signal(pid: number | undefined, name: NodeJS.Signals) {
  if (pid === undefined) return
  try {
    process.kill(pid, name)
  } catch (error) {
    // It ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
