import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { callJob } from './callJob'
import { answer, answerJson } from './httpAnswer'
import type { ServiceCall } from './outboundProxy'
import type { PlatformLog } from './platformLog'
import { readBody } from './readBody'
import type { SandboxClock } from './sandboxClock'
import { parseJob, type JobBody } from './schedulerJob'
import { writeFileAtomically } from './writeFileAtomically'

interface Job {
  readonly account: string
  readonly workspace: string
  readonly namespace: string
  readonly body: JobBody
}

export interface FiredJob {
  readonly account: string
  readonly workspace: string
  readonly id: string
  /** 0 when there was no answer; `problem` says why. */
  readonly status: number
  readonly problem?: string
}

export interface StoredJob {
  readonly account: string
  readonly workspace: string
  readonly namespace: string
  readonly id: string
  readonly expression: string
  readonly endDate: string
  readonly uri: string
}

export interface SchedulerOptions {
  readonly dataDir: string
  readonly clock: SandboxClock
  readonly log: PlatformLog
  readonly resolveHost: (host: string) => string | undefined
  /** Seconds between two rounds; stands in for every job's own cron expression. 0: only when asked. */
  readonly tickSeconds: number
}

const PATH = /^\/api\/scheduler\/([^/]+)\/([^/]+)(?:\/([^/]+))?\/?$/
const JOB_LIMIT_BYTES = 100_000

/**
 * `portal…/api/scheduler`: stores jobs per account and calls their public addresses. Every round fires every job that
 * has not ended; cron expressions are checked for their form and otherwise not waited for.
 */
export class Scheduler {
  private readonly jobs: Map<string, Job>
  private readonly file: string
  private timer: NodeJS.Timeout | undefined
  private round: Promise<FiredJob[]> | undefined

  constructor(private readonly options: SchedulerOptions) {
    mkdirSync(options.dataDir, { recursive: true })
    this.file = join(options.dataDir, 'scheduler.json')
    this.jobs = new Map(loadJobs(this.file).map((job) => [keyOf(job, job.body.id), job]))
  }

  start() {
    const { tickSeconds, log } = this.options
    if (tickSeconds === 0) return
    this.timer = setInterval(() => {
      this.fireAll().catch((error: Error) => log.note(`The scheduler's round failed: ${error.message}`))
    }, tickSeconds * 1000)
  }

  stop() {
    clearInterval(this.timer)
  }

  /** What is stored, without the credentials jobs carry. */
  stored(): StoredJob[] {
    return [...this.jobs.values()].map(({ account, workspace, namespace, body }) => {
      const { id, scheduler, request } = body
      const { expression, endDate } = scheduler
      return { account, workspace, namespace, id, expression, endDate, uri: request.uri }
    })
  }

  /** Loses the jobs of an account, as nobody promises that VTEX does not. @returns how many there were */
  async forget(account: string): Promise<number> {
    const lost = [...this.jobs].filter(([, job]) => job.account === account)
    for (const [key] of lost) this.jobs.delete(key)
    await this.save()
    return lost.length
  }

  /** Fires every job once; a round already under way is awaited first, never doubled by the timer. */
  async fireAll(): Promise<FiredJob[]> {
    await this.round
    this.round = Promise.all([...this.jobs.values()].filter((job) => this.isDue(job)).map((job) => this.fire(job)))
    return this.round
  }

  readonly handle = async (call: ServiceCall): Promise<boolean> => {
    const [, workspace, namespace, id] = PATH.exec(call.path) ?? []
    if (namespace === undefined) return false
    const { request, response, tenant } = call
    const place = { account: tenant.account, workspace: workspace!, namespace }
    if (request.method === 'PUT' && id === undefined) await this.put(call, place)
    else if (request.method === 'GET') this.get(call, place, id)
    else if (request.method === 'DELETE' && id !== undefined) {
      const known = this.jobs.delete(keyOf(place, id))
      if (known) await this.save()
      answer(response, known ? 204 : 404)
    } else answer(response, 405)
    return true
  }

  private async put({ request, response }: ServiceCall, place: Omit<Job, 'body'>) {
    const body = parseJob((await readBody(request, JOB_LIMIT_BYTES)).toString())
    if (typeof body === 'string') return answerJson(response, 400, { code: 'BadRequest', message: body })
    const key = keyOf(place, body.id)
    if (JSON.stringify(this.jobs.get(key)?.body) === JSON.stringify(body)) return answer(response, 304)
    this.jobs.set(key, { ...place, body })
    await this.save()
    return answerJson(response, 200, { id: body.id })
  }

  private get({ response }: ServiceCall, place: Omit<Job, 'body'>, id: string | undefined) {
    if (id === undefined) {
      const prefix = keyOf(place, '')
      const found = [...this.jobs].filter(([key]) => key.startsWith(prefix)).map(([, job]) => job.body)
      return answerJson(response, 200, found)
    }
    const job = this.jobs.get(keyOf(place, id))
    return job ? answerJson(response, 200, job.body) : answer(response, 404)
  }

  private isDue(job: Job) {
    return Date.parse(job.body.scheduler.endDate) > this.options.clock.now()
  }

  private async fire(job: Job): Promise<FiredJob> {
    const { account, workspace, body } = job
    const result = await callJob(body.request, this.options.resolveHost)
    const { status, problem } = result
    if (status < 200 || status > 299)
      this.options.log.note(`Job ${body.id} of ${workspace}--${account}: ${problem ?? status}`)
    return { account, workspace, id: body.id, ...result }
  }

  /** Readable by its owner only: jobs carry bearers. */
  private async save() {
    await writeFileAtomically(this.file, JSON.stringify([...this.jobs.values()]), 0o600)
  }
}

const keyOf = ({ account, workspace, namespace }: Omit<Job, 'body'>, id: string) =>
  `${account}/${workspace}/${namespace}/${id}`

function loadJobs(file: string): Job[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Job[]
  } catch {
    return []
  }
}
