import type { Clock } from '../../domain/clock'
import { MarketplaceUnavailable, NotOurTurn } from '../../domain/errors'
import { paceOf, slowedDown, takeTurns, wentWell, withLimit, type Pace } from '../../domain/pace/pace'
import { nextTurn, type Turns } from '../../domain/pace/turns'
import type { PaceStore } from '../storage/paceStore'

/** Who would have to wait longer does something else meanwhile. */
const LONGEST_WAIT_MS = 5_000
/** How many turns were used is remembered for so long, about a page of a catalogue: twice as many are reserved then. */
const REMEMBERED_MS = 5_000
/** A turn so far ahead lies behind those of another replica, which may be asked to slow down meanwhile. */
const FAR_MS = 100

interface Refusal {
  readonly at: number
  readonly retryAfterSeconds: number | undefined
}

/**
 * The turns of this process to call one API of VTEX. They are reserved, some at a time, in a document that all replicas
 * share; so is the pause VTEX asked for (decision 0013).
 */
export class ApiTurns {
  private turns: Turns | undefined
  private takenAt = 0
  private used = 0
  private good = 0
  private refusals: readonly Refusal[] = []
  private refusedEver = 0
  private line: Promise<unknown> = Promise.resolve()
  private telling: Promise<void> | undefined

  constructor(
    private readonly api: string,
    private readonly clock: Clock,
    private readonly wait: (ms: number) => Promise<unknown>,
    public perMinute: number,
  ) {}

  /**
   * Resolves when the caller may call; who came first goes first.
   * @throws MarketplaceUnavailable or NotOurTurn when that would take long; StorageUnavailable
   */
  next(step: string, store: PaceStore): Promise<void> {
    const latest = this.clock.now() + LONGEST_WAIT_MS
    const turn = this.line.then(() => this.turn(step, store, latest))
    this.line = turn.catch(() => undefined)
    return turn
  }

  wentWell() {
    this.good++
  }

  /** VTEX had no room for a call: nobody calls for a while, on no replica. */
  refused(retryAfterSeconds: number | undefined, store: PaceStore): Promise<void> {
    this.refusals = [...this.refusals, { at: this.clock.now(), retryAfterSeconds }]
    this.refusedEver++
    this.turns = undefined
    this.good = 0
    this.used = 0
    return (this.telling ??= this.tell(store).finally(() => (this.telling = undefined)))
  }

  private async turn(step: string, store: PaceStore, latest: number): Promise<void> {
    for (;;) {
      const turn = this.turns && nextTurn(this.turns, this.clock.now())
      if (!turn) {
        this.turns = await this.reserved(step, store, latest)
        continue
      }
      if (turn.at > latest) throw this.tooLate(step, turn.at, false)
      if (turn.at <= this.clock.now()) {
        this.turns = turn.after
        this.used++
        return
      }
      // Then it is looked at again: somebody may have been refused meanwhile.
      await this.wait(turn.at - this.clock.now())
    }
  }

  /** @returns undefined when somebody else was refused before they began */
  private async reserved(step: string, store: PaceStore, latest: number): Promise<Turns | undefined> {
    const now = this.clock.now()
    const { refusedEver } = this
    const wanted = now - this.takenAt < REMEMBERED_MS ? 2 * this.used : 0
    const plan: { turns?: Turns; tooLate?: MarketplaceUnavailable } = {}
    await this.change(store, (pace) => {
      const taken = takeTurns(pace, this.clock.now(), wanted)
      const { nextAt } = taken.turns
      plan.tooLate = nextAt > latest ? this.tooLate(step, nextAt, pace.pausedUntil > this.clock.now()) : undefined
      plan.turns = taken.turns
      return plan.tooLate ? pace : taken.pace
    })
    if (plan.tooLate) throw plan.tooLate
    this.takenAt = this.clock.now()
    this.used = 0
    const { turns } = plan
    const ahead = turns ? turns.nextAt - this.takenAt : 0
    if (ahead > FAR_MS) {
      await this.wait(ahead)
      const { pausedUntil = 0 } = (await store.read(this.api)) ?? {}
      if (pausedUntil > this.clock.now()) return undefined
    }
    return this.refusedEver === refusedEver ? turns : undefined
  }

  /** Calls that are refused together are told together. */
  private async tell(store: PaceStore): Promise<void> {
    while (this.refusals.length > 0) await this.change(store, (pace) => pace)
  }

  /** Writes down what was met since the last time, with what is changed now. */
  private async change(store: PaceStore, change: (pace: Pace) => Pace): Promise<void> {
    const { good, refusals } = this
    await store.update(this.api, paceOf(this.perMinute), (stored) => {
      const pace = withLimit(stored, this.perMinute)
      // Calls that went well before another replica was refused say nothing about the pace since.
      const met = pace.slowedAt > this.takenAt ? pace : wentWell(pace, good)
      return change(refusals.reduce((slower, one) => slowedDown(slower, one.at, one.retryAfterSeconds), met))
    })
    this.refusals = this.refusals.filter((one) => !refusals.includes(one))
    this.good = Math.max(0, this.good - good)
  }

  private tooLate(step: string, at: number, isAsked: boolean): MarketplaceUnavailable {
    const seconds = Math.max(1, Math.ceil((at - this.clock.now()) / 1_000))
    return isAsked
      ? new MarketplaceUnavailable(step, `VTEX asked to slow down ${step}`, seconds)
      : new NotOurTurn(step, `Others call VTEX now: it is not the turn of ${step}`, seconds)
  }
}
