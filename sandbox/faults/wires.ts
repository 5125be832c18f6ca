import type { ChaosOptions } from './chaosOptions'
import { FaultyLine, type OnTheLine, type Rewriting } from './line/faultyLine'
import { ForgetfulPartner } from './line/forgetfulPartner'
import { ignoredConditions } from './line/ignoredConditions'
import { outwardCall } from './line/outwardCall'
import { RecordWatch } from './line/recordWatch'
import { Stoppages, signal, type Workers } from './line/stoppages'
import type { Treatment } from './line/treatment'
import { Dice } from './plan/dice'
import { FaultPlan } from './plan/faultPlan'
import { KillPlan } from './plan/killPlan'
import { PausePlan } from './plan/pausePlan'

/** Every wire of the sandbox that breaks, and the plans that break it. */
export class Wires {
  readonly faults: FaultPlan
  readonly kills: KillPlan
  readonly pauses: PausePlan
  readonly stoppages = new Stoppages()
  readonly watch = new RecordWatch()
  /** Share of the stories that were told to their end, 0 to 1. */
  progress = 0
  /** Called while a process stands still, with the order it was at. */
  onStop: (order: string | undefined) => void = () => undefined
  private stoppedAt: string | undefined
  private readonly lines: FaultyLine[] = []
  private readonly rewriting: Rewriting | undefined

  constructor(
    options: ChaosOptions,
    private readonly workers: Workers,
  ) {
    const dice = new Dice(options.seed)
    this.faults = new FaultPlan(dice, options.faults)
    const { kills: rate, killsAgain: again, orders } = options
    this.kills = new KillPlan({ dice, orders, rate, again, progress: () => this.progress })
    this.pauses = new PausePlan(dice, options.kills)
    if (options.selfCheck) this.rewriting = this.whileItBreaks(both(ignoredConditions, new ForgetfulPartner()))
  }

  /** A worker's way out. @returns the origin the worker uses as its proxy */
  outward(worker: number, origin: string): Promise<string> {
    const { workers, stoppages, watch } = this
    return this.lay({
      origin: () => origin,
      treat: (request) => this.treatOutward(worker, request),
      saw: (request, { status }) => {
        if (status < 300 && ORDER_WRITE.test(request.url) && request.method === 'PUT') watch.wrote(request.body)
      },
      kill: () => signal(workers.pidOf(worker), 'SIGKILL'),
      standStill: () => stoppages.standStill(workers, worker, () => this.onStop(this.stoppedAt)),
      ...(this.rewriting ? { rewriting: this.rewriting } : {}),
    })
  }

  /** The way of the marketplace's calls, or of the partner's webhooks, to the edge. */
  inward(from: 'marketplace' | 'partner', origin: () => string): Promise<string> {
    return this.lay({ origin, treat: (request) => this.faults.inbound(from, whatOf(request)) })
  }

  async close() {
    await Promise.all(this.lines.map((line) => line.close()))
  }

  private lay(options: ConstructorParameters<typeof FaultyLine>[0]): Promise<string> {
    const line = new FaultyLine(options)
    this.lines.push(line)
    return line.listen()
  }

  /** Registration tests the record store and would refuse one that ignores conditions. */
  private whileItBreaks({ out, back }: Required<Rewriting>): Rewriting {
    return {
      out: (request) => (this.faults.calm ? request : out(request)),
      back: (request, answer) => (this.faults.calm ? answer : back(request, answer)),
    }
  }

  private treatOutward(worker: number, request: OnTheLine): Treatment {
    const call = outwardCall(request)
    if (call.peer === 'platform' || this.faults.calm) return { kind: 'pass' }
    const when = this.kills.decide(call)
    if (when) return { kind: 'kill', when }
    if (!this.stoppages.underWay && this.workers.pidOf(worker) !== undefined && this.pauses.decide(call)) {
      this.stoppedAt = call.order
      return { kind: 'pause' }
    }
    return this.faults.outward(call)
  }
}

const ORDER_WRITE = /\/buckets\/[^/]+\/orders\/files\//

const both = (one: Rewriting, other: Rewriting): Required<Rewriting> => ({
  out: (request) => other.out(one.out(request)),
  back: (request, answer) => other.back?.(request, answer) ?? answer,
})

/** Step and order of a call to the connector: its path without the seller's key, and the order its body names. */
const whatOf = ({ url, body }: OnTheLine) =>
  `${url.split('?')[0]!.split('/').slice(6).join('/')} ${/\d{13}-\d\d/.exec(body.toString())?.[0] ?? ''}`
