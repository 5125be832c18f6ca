import { setTimeout as pause } from 'node:timers/promises'

import type { ChaosOptions } from './chaosOptions'
import { ACCOUNT, SELLER, type ChaosWorld } from './chaosWorld'
import { ChaosOrder, StoryEnds } from './orders/chaosOrder'
import { racedStory, storyOf } from './orders/stories'
import { Turns } from './orders/turns'
import { Dice } from './plan/dice'

/** A shop's day, told fast: between two turns so much time passes. */
const TURN_S = [30, 60] as const
/** A sweep that hangs at a faulty wire does not hold up the next turn for ever. */
const LONGEST_TICK_MS = 4_000
const LONGEST_START_MS = 30_000
const LOOK_EVERY_MS = 20
/** The seller is set up again now and then, in the middle of its sales, and its catalog looked at. */
const ORDERS_PER_SETUP = 12

export interface ToldStory {
  readonly id: string
  readonly story: string
  /** `told`, or why it ended early. */
  readonly end: string
  /** How long it took. */
  readonly turns: number
}

/** Tells the stories of all orders, some at a time, while the wires break. */
export async function runStories(
  world: ChaosWorld,
  options: ChaosOptions,
  tell: (line: string) => void,
): Promise<ToldStory[]> {
  const dice = new Dice(options.seed)
  const turns = new Turns()
  const told: ToldStory[] = []
  const failures: Error[] = []
  let begun = 0
  let turn = 0
  let running = 0

  const begin = (index: number) => {
    const random = dice.sequence('story', index)
    const story = options.selfCheck ? racedStory() : storyOf(random)
    const order = new ChaosOrder(index, world, turns)
    const since = turn
    running++
    void turns.begin(async () => {
      let end = 'told'
      try {
        await story.tell(order, random)
      } catch (error) {
        if (error instanceof StoryEnds) end = error.message
        else failures.push(error as Error)
      }
      told.push({ id: order.id, story: story.name, end, turns: turn - since })
      running--
    })
  }

  world.wires.onStop = (orderId) => repeatPlacement(world, orderId)
  let tick: Promise<unknown> = Promise.resolve()
  for (; begun < options.orders || running > 0; turn++) {
    for (; running < options.together && begun < options.orders; begun++) {
      if (begun % ORDERS_PER_SETUP === 0) {
        await world.setUpAgain()
        // Not awaited: a process may die or stand still with it.
        void world.syncAgain()
      }
      begin(begun)
    }
    world.wires.progress = told.length / options.orders
    await turns.take()
    await Promise.race([tick, pause(LONGEST_TICK_MS, undefined, { ref: false })])
    await world.wires.stoppages.over()
    await world.jump(Math.round(dice.sequence('turn', turn).between(...TURN_S)))
    await someWorkerUp(world)
    tick = world.platform.tick()
    if (turn % 10 === 0) tell(`turn ${turn}: ${begun} of ${options.orders} orders begun, ${told.length} told`)
    if (failures.length > 0) throw failures[0]
  }
  await tick
  return told
}

/** A process that was killed is up again in less than a turn: on a busy machine the turn waits for it. */
async function someWorkerUp({ platform }: ChaosWorld) {
  for (let waited = 0; platform.workers.length === 0 && waited < LONGEST_START_MS; waited += LOOK_EVERY_MS) {
    await pause(LOOK_EVERY_MS)
  }
}

/** While its process stands still with a placement, VTEX tries again: whoever is awake gets it. */
function repeatPlacement({ marketplace }: ChaosWorld, orderId: string | undefined) {
  const order = orderId === undefined ? undefined : marketplace.order(ACCOUNT, orderId)
  if (!order || order.sellerOrderId) return
  for (let copy = 0; copy < 2; copy++) {
    void marketplace.send(ACCOUNT, SELLER, { step: 'orderPlacement', subject: order.orderId, body: [order.placement] })
  }
}
