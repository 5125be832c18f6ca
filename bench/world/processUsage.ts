import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const BYTES_PER_KB = 1_024
const MICROSECONDS = 1_000_000

/** Resident memory in bytes. Linux only. */
export function residentMemory(pid: number): number {
  const kilobytes = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) * BYTES_PER_KB
}

/** CPU time a process has used, user and system, in microseconds. Linux only. */
export function cpuTime(pid: number): number {
  // pid (name) state …: user and system time are the 14th and 15th field.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond()) * MICROSECONDS
}

let ticks: number | undefined
const ticksPerSecond = () => (ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })))
