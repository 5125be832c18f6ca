import { SeededRandom } from '../../platform/seededRandom'

/**
 * Chance that depends on nothing but the seed and what it is about: the same question always gets the same number, in
 * whatever order questions are asked.
 */
export class Dice {
  constructor(private readonly seed: number) {}

  /** From 0 (included) to 1 (excluded). */
  roll(...about: readonly (string | number)[]): number {
    return this.sequence(...about).next()
  }

  sequence(...about: readonly (string | number)[]): SeededRandom {
    return new SeededRandom(hash(`${this.seed}|${about.join('|')}`))
  }
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value >>> 0
}
