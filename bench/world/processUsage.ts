import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setInterval as every } from 'node:timers/promises'

const KB_PER_MB = 1_024
const SAMPLE_EVERY_MS = 250
const MICROSECONDS = 1_000_000

/** Resident memory in megabytes. Linux only. */
export function residentMemory(pid: number): number {
  const kilobytes = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / KB_PER_MB
}

/** Watches the memory of a process while something is done. @returns megabytes, four times a second and at the end */
export async function memoryDuring(pid: number, work: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = []
  const over = new AbortController()
  const watching = (async () => {
    for await (const _ of every(SAMPLE_EVERY_MS, undefined, { signal: over.signal })) samples.push(residentMemory(pid))
  })().catch(() => undefined)
  try {
    await work()
    samples.push(residentMemory(pid))
  } finally {
    over.abort()
    await watching
  }
  return samples
}

/** CPU time a process has used, user and system, in microseconds. Linux only. */
export function cpuTime(pid: number): number {
  // pid (name) state …: user and system time are the 14th and 15th field.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond()) * MICROSECONDS
}

let ticks: number | undefined
const ticksPerSecond = () => (ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })))
