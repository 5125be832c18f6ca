import { mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { BenchSession } from './benchmark'
import type { BenchWorld } from './world/benchWorld'
import { startBenchWorld } from './world/startBenchWorld'

/** A session for one benchmark. Whatever world it opens is closed by `end`. */
export function openSession(
  folder: string,
  options: Pick<BenchSession, 'quick' | 'skus' | 'tell'>,
): BenchSession & { end(): Promise<void> } {
  mkdirSync(folder, { recursive: true })
  const worlds: BenchWorld[] = []
  const fileOf = (name: string) => join(folder, name)
  return {
    ...options,
    fileOf,
    keep: (name, data) => writeFile(fileOf(`${name}.json`), JSON.stringify(data, plain)),
    world: async (wanted) => {
      const world = await startBenchWorld(wanted)
      worlds.push(world)
      return world
    },
    end: async () => {
      for (const world of worlds.splice(0)) await world.stop()
    },
  }
}

/** Samples as lists of numbers with a hundredth of a unit. */
const plain = (_key: string, value: unknown) =>
  ArrayBuffer.isView(value)
    ? Array.from(value as unknown as ArrayLike<number>, (sample) => Math.round(sample * 100) / 100)
    : value
