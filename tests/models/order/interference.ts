import { AsyncLocalStorage } from 'node:async_hooks'

/** What happens to one run of the connector at its n-th effect (a stored write, or a call that changes something). */
export type Interference =
  | { readonly kind: 'none' }
  /** The process dies just before effect `at`; past the last one: before its answer is seen. */
  | { readonly kind: 'crash'; readonly at: number }
  /** The effect happens and its answer is lost; only calls to others, not stored writes. */
  | { readonly kind: 'loseAnswer'; readonly at: number }
  /** The process stands still before effect `at` while something else happens, and then goes on. */
  | { readonly kind: 'pause'; readonly at: number; readonly meanwhile: () => Promise<void> }

/** What a run did. */
export interface Run {
  /** How many effects it had. */
  readonly effects: number
  /** Numbers of those whose answer can be lost. */
  readonly answered: readonly number[]
  readonly crashed: boolean
}

class Process {
  effects = 0
  readonly answered: number[] = []
  readonly death: Promise<'dead'>
  die: () => void = () => undefined

  constructor(readonly interference: Interference) {
    this.death = new Promise((resolve) => (this.die = () => resolve('dead')))
  }
}

/** The answer of a call got lost; the caller cannot know that it was done. */
export class AnswerLost extends Error {}

const NEVER = new Promise<never>(() => undefined)
const processes = new AsyncLocalStorage<Process>()

/** Runs something as a process of its own that may be interfered with. */
export async function asProcess(interference: Interference, work: () => Promise<unknown>): Promise<Run> {
  const process = new Process(interference)
  const end = await Promise.race([processes.run(process, work), process.death])
  const { effects, answered } = process
  if (end === 'dead') return { effects, answered, crashed: true }
  return { effects, answered, crashed: interference.kind === 'crash' && interference.at > effects }
}

/** Every stored write passes here before it is done. */
export async function beforeWrite(): Promise<void> {
  const process = processes.getStore()
  if (!process) return
  await interfere(process, ++process.effects)
}

/** Every call that changes something at somebody else passes through here. */
export async function outwardEffect<T>(act: () => T): Promise<T> {
  const process = processes.getStore()
  if (!process) return act()
  const number = ++process.effects
  process.answered.push(number)
  await interfere(process, number)
  const answer = act()
  const { interference } = process
  if (interference.kind === 'loseAnswer' && interference.at === number) throw new AnswerLost()
  return answer
}

async function interfere(process: Process, effect: number): Promise<void> {
  const { interference } = process
  if (interference.kind === 'crash' && interference.at === effect) {
    process.die()
    await NEVER
  }
  if (interference.kind === 'pause' && interference.at === effect) {
    await processes.exit(interference.meanwhile)
  }
}
