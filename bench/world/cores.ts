import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Keeps what is measured and what measures on different cores, where the machine can. */
export interface Cores {
  /** For people: who runs where, or why not. */
  readonly told: string
  /** Puts a process with all its threads on the core of the measured server. */
  serve(pid: number): void
  /** Puts a process on the cores of everybody else. */
  load(pid: number): void
}

let found: Cores | undefined

/** Looked for once: a process that was put on one core sees no other afterwards. */
export const findCores = (): Cores => (found ??= divideCores())

function divideCores(): Cores {
  const cores = allowedCores()
  const tool = cores.length < 2 ? undefined : hasTaskset()
  if (!tool) {
    const why = cores.length < 2 ? 'there is only one core' : 'taskset is not installed'
    return { told: `server and load share the cores: ${why}`, serve: () => undefined, load: () => undefined }
  }
  const [server, ...others] = cores
  const pin = (list: string, pid: number) => {
    execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', list, String(pid)], { stdio: 'ignore' })
  }
  return {
    told: `server on core ${server}, load and everything else on ${others.join(', ')}`,
    serve: (pid) => pin(String(server), pid),
    load: (pid) => pin(others.join(','), pid),
  }
}

function allowedCores(): number[] {
  try {
    const list = /^Cpus_allowed_list:\s*(.+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? ''
    return list.split(',').flatMap((range) => {
      const [first, last = first] = range.split('-').map(Number)
      return Array.from({ length: last! - first! + 1 }, (_, index) => first! + index)
    })
  } catch {
    return []
  }
}

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
