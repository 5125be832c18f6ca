import { refusalOf } from '../../../node/middlewares/guards/errorBoundary'
import { ConnectorError } from '../../../node/domain/errors'
import { inboundCall } from '../../unit/fixtures/inboundCall'
import type { ModelWorld } from './modelWorld'

/** Something that can happen to an order. */
export interface ModelEvent {
  readonly name: string
  /** Seconds that pass before it. */
  readonly afterS: number
  readonly possible: (world: ModelWorld) => boolean
  /** Whether it was begun and is to be repeated until it has an end; always when absent. */
  readonly goesOn?: (world: ModelWorld) => boolean
  /** What the rest of the world does first, at once: a process cannot die in it. */
  readonly first?: (world: ModelWorld) => void
  /** What the connector does then; what it answers is for `seen`. */
  readonly run?: (world: ModelWorld) => Promise<unknown>
  /** What the rest of the world makes of the answer; it is not called when the process died. */
  readonly seen?: (world: ModelWorld, answer: Answer) => void
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
}

export const SOON_S = 2

type Called = ReturnType<typeof inboundCall>

/** Calls a step of the connector as the runtime does. */
export async function answerOf<Body>(
  step: (ctx: ReturnType<typeof inboundCall<Body>>) => Promise<void>,
  call: Parameters<typeof inboundCall<Body>>[0],
): Promise<Answer> {
  const ctx = inboundCall(call)
  try {
    await step(ctx)
    return { status: ctx.status, body: (ctx as Called).body }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return { status: refusalOf(error).status }
  }
}
