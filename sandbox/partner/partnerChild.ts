import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

const LAST_WORDS = 20

/**
 * What a partner's process prints in its ready line.
 * @param who for the message when it ends before
 * @throws Error with its own last words
 */
export function readyLine<Ready>(
  child: ChildProcess,
  who: string,
  onLog: (line: string) => void = toStderr,
): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const lastWords: string[] = []
    createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      lastWords.push(line)
      lastWords.splice(0, lastWords.length - LAST_WORDS)
      onLog(line)
    })
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (line.startsWith('{"ready":true')) resolve(JSON.parse(line) as Ready)
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${who} ended with code ${code}\n${lastWords.join('\n')}`)))
  })
}

/** Resolves when the process has ended. */
export function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

const toStderr = (line: string) => {
  process.stderr.write(`${line}\n`)
}
