import { asProcess, type Interference, type Run } from './interference'
import { brokenAtTheEnd } from './endInvariants'
import { brokenAfter } from './invariants'
import type { Answer, ModelEvent } from './modelEvent'
import { EVENTS, eventNamed } from './modelEvents'
import { ModelWorld, type ModelState, type WorldOptions } from './modelWorld'
import { modelTime } from './modelTime'
import { printOf } from './fingerprint'

export interface WalkOptions extends WorldOptions {
  /** What happened before, undisturbed, by name. */
  readonly after?: readonly string[]
  /** Names of the events that can happen; all when absent. */
  readonly events?: readonly string[]
  /** Events one after another. */
  readonly depth: number
  /** Crashes, lost answers and pauses on one way through the model. */
  readonly interferences: number
  /** Whether a process may stand still at each of its effects while any other event happens. */
  readonly pauses: boolean
}

export interface Walked {
  readonly states: number
  readonly runs: number
  /** What went wrong, with the shortest way to it. */
  readonly broken: readonly string[]
}

interface Place {
  readonly state: ModelState
  readonly way: readonly string[]
  readonly left: number
}

const MOST_BROKEN = 50

/** Visits every state that up to `depth` events lead to, breadth first: the first way found to a state is a shortest. */
export async function walk(options: WalkOptions): Promise<Walked> {
  const world = await ModelWorld.open(options)
  const restoreTime = modelTime(world.clock)
  try {
    return await new Walker(world, options).walk()
  } finally {
    restoreTime()
  }
}

class Walker {
  private readonly visited = new Set<string>()
  private readonly ended = new Set<string>()
  private readonly passed = new Set<string>()
  private readonly broken: string[] = []
  private readonly events: readonly ModelEvent[]
  private runs = 0

  constructor(
    private readonly world: ModelWorld,
    private readonly options: WalkOptions,
  ) {
    this.events = options.events?.map(eventNamed) ?? EVENTS
  }

  async walk(): Promise<Walked> {
    for (const name of this.options.after ?? []) await this.happen(eventNamed(name), { kind: 'none' })
    let places: Place[] = [{ state: this.world.save(), way: [], left: this.options.interferences }]
    for (let depth = 0; depth < this.options.depth; depth++) {
      const next: Place[] = []
      for (const place of places) {
        for (const event of this.events) next.push(...(await this.whatever(place, event)))
        if (this.broken.length >= MOST_BROKEN) return this.result()
      }
      places = next
    }
    return this.result()
  }

  private result(): Walked {
    return { states: this.ended.size, runs: this.runs, broken: this.broken }
  }

  /** The event, and everything that can happen in the middle of it. */
  private async whatever(place: Place, event: ModelEvent): Promise<Place[]> {
    this.world.restore(place.state)
    if (!event.possible(this.world)) return []
    const undisturbed = await this.step(place, event, { kind: 'none' })
    const found: (Place | undefined)[] = [undisturbed.place]
    if (place.left > 0) {
      for (const interference of this.interferences(undisturbed.run, event)) {
        found.push((await this.step(place, event, interference.what, interference.name)).place)
      }
    }
    return found.filter((one): one is Place => one !== undefined)
  }

  private interferences({ effects, answered }: Run, event: ModelEvent) {
    const all: { readonly name: string; readonly what: Interference }[] = []
    if (!event.run) return all
    for (let at = 1; at <= effects + 1; at++)
      all.push({ name: `dies before effect ${at} of ${effects}`, what: { kind: 'crash', at } })
    for (const at of answered) all.push({ name: `loses the answer of effect ${at}`, what: { kind: 'loseAnswer', at } })
    if (!this.options.pauses) return all
    for (let at = 1; at <= effects; at++) {
      for (const other of this.events) {
        const meanwhile = () => this.happen(other, { kind: 'none' }).then(() => undefined)
        all.push({
          name: `stands still before effect ${at}; meanwhile: ${other.name}`,
          what: { kind: 'pause', at, meanwhile },
        })
      }
    }
    return all
  }

  private async step(place: Place, event: ModelEvent, interference: Interference, name?: string) {
    this.world.restore(place.state)
    const run = await this.happen(event, interference)
    const state = this.world.save()
    const way = [...place.way, name === undefined ? event.name : `${event.name} (${name})`]
    const wrong = brokenAfter(place.state, state, this.world.written)
    const left = place.left - (interference.kind === 'none' ? 0 : 1)
    const isNew = this.visit(state, left)
    if (isNew) wrong.push(...(await this.atTheEnd(state)))
    for (const text of wrong) this.broken.push(`${way.join(' → ')}: ${text}`)
    return { run, place: isNew ? { state, way, left } : undefined }
  }

  /** @returns undefined when the event is not possible now */
  private async happen(event: ModelEvent, interference: Interference): Promise<Run> {
    const { world } = this
    if (!event.possible(world)) return { effects: 0, answered: [], crashed: false }
    this.runs++
    world.clock.advance(event.afterS * 1_000)
    event.first?.(world)
    let answer: Answer | undefined
    const { run: work } = event
    const run = await asProcess(interference, async () => {
      answer = (await work?.(world)) as Answer | undefined
    })
    if (!run.crashed && answer && event.seen) event.seen(world, answer)
    return run
  }

  /** @returns whether nobody was here with at least as much that may still go wrong */
  private visit(state: ModelState, left: number): boolean {
    const print = printOf(state)
    for (let more = left; more <= this.options.interferences; more++) {
      if (this.visited.has(`${more} ${print}`)) return false
    }
    this.visited.add(`${left} ${print}`)
    return true
  }

  /** Lets everybody do what is theirs to do, in peace, until nothing moves any more; each state once. */
  private async atTheEnd(state: ModelState): Promise<string[]> {
    const print = printOf(state)
    if (this.ended.has(print)) return []
    this.ended.add(print)
    this.world.restore(state)
    for (const [index, event] of ENDING.entries()) {
      if (event.goesOn?.(this.world) === false || !event.possible(this.world)) continue
      await this.happen(event, { kind: 'none' })
      // From here on somebody else came to the end before.
      const passed = `${index} ${printOf(this.world.save())}`
      if (this.passed.has(passed)) return []
      this.passed.add(passed)
    }
    return brokenAtTheEnd(this.world.save()).map((text) => `in the end ${text}`)
  }
}

const ROUND = [
  'marketplace gives the placement up',
  'authorize',
  'ask to cancel',
  'tell a change',
  'acknowledge the change',
  'confirm the change',
  'partner tells',
  'sweep 20 minutes later',
]
const LAST = ['sweep 9 days later', 'sweep 20 minutes later', 'sweep 20 minutes later']
const ENDING = [...ROUND, ...ROUND, ...ROUND, ...LAST].map(eventNamed)
