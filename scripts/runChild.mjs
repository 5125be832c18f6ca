import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { inRoot } from './repository.mjs'

/** How long a child may take to stop after a signal before its whole group is killed. */
const GRACE_MS = 4_000
const PARENT_CHECK_MS = 500

/**
 * Runs Node with `args` in the repository's root and passes signals on. The child leads its own process group, which
 * is killed when either side ends; a preload makes the child end even if this launcher is killed with -9.
 * @param onOutput receives standard output instead of the terminal
 * @returns the exit code (128 + signal number is what a shell would report; here 1 stands for any signal)
 */
export function runChild(args, env = {}, onOutput) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--require', inRoot('scripts', 'endWithParent.cjs'), ...args], {
      cwd: inRoot(),
      env: { ...process.env, ...env, CONNECTOR_LAUNCHED: '1' },
      stdio: ['inherit', onOutput ? 'pipe' : 'inherit', 'inherit', 'ipc'],
      detached: true,
    })
    if (onOutput) child.stdout.setEncoding('utf8').on('data', onOutput)

    let stopping
    const killGroup = () => {
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch {
        // Nobody is left in the group.
      }
    }
    const stop = (signal) => {
      child.kill(signal)
      stopping ??= setTimeout(killGroup, GRACE_MS)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, stop)
    process.on('exit', killGroup)
    const watch = watchParent(() => stop('SIGTERM'))

    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(stopping)
      clearInterval(watch)
      for (const signal of signals) process.off(signal, stop)
      killGroup()
      process.off('exit', killGroup)
      resolve(code ?? 1)
    })
  })
}

/**
 * npm signals only its shell, which does not pass signals on, and neither of them passes on a kill -9: under npm,
 * losing the shell or the npm above it means stop.
 */
function watchParent(onLost) {
  if (!process.env.npm_lifecycle_event) return undefined
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`
  const atStart = ancestors()
  const timer = setInterval(() => {
    if (ancestors() === atStart) return
    clearInterval(timer)
    onLost()
  }, PARENT_CHECK_MS)
  return timer.unref()
}

/** Known on Linux only; elsewhere the parent itself has to do. */
function parentOf(pid) {
  try {
    // pid (name) state ppid …; a name may hold anything, so the last bracket counts.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1]
  } catch {
    return undefined
  }
}
