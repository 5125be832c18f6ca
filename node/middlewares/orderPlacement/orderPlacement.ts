import { randomUUID } from 'crypto'

import { fingerprint } from '../../clients/fingerprint'
import { inboundEntry } from '../../clients/recordCalls'
import { BadRequest } from '../../domain/errors'
import type { MarketplaceOrderId } from '../../domain/ids'
import { salesChannelOf } from '../../domain/offers/salesChannel'
import { placingLeaseMs } from '../../domain/orders/placement/claimShard'
import { contentOf } from '../../domain/orders/placement/contentOf'
import { appendTimeline, type OrderRecord } from '../../domain/orders/orderRecord'
import type { ConnectorContext } from '../../typings/context'
import { refusalOf } from '../guards/errorBoundary'
import { createAtPartner } from './createAtPartner'
import { placementAnswer } from './placementAnswer'
import type { PlacementBodies, PlacementBody } from './placementBody'
import type { PlacementJob, PreparedPlacement } from './placementJob'
import { prepareOrder } from './prepareOrder'
import { readPlacement } from './readPlacement'
import { resumeOrder } from './resumeOrder'
import { takeOrder } from './takeOrder'
import { giveUpUnasked, undoPlacement } from './undoPlacement'

/**
 * Creates the orders of one call at the partner, unpaid, and reserves their stock (PROTOCOL §6).
 * All or nothing: when one order cannot be created, those this same call created are undone; orders that an earlier
 * call placed stay as they are. A repeat gets the first answer.
 */
export async function orderPlacement(ctx: ConnectorContext<PlacementBodies>) {
  const { body } = ctx.state
  const bodies = isList(body) ? body : [body]
  const jobs = bodies.map((one) => jobOf(ctx, one))
  if (new Set(jobs.map(({ order }) => order.marketplaceOrderId)).size < jobs.length) {
    throw new BadRequest('The same marketplaceOrderId appears twice')
  }
  const records = await placeAll(ctx, jobs)
  const answers = bodies.map((one, index) => placementAnswer(one, records[index], ctx.state.work.seller))
  ctx.status = 200
  ctx.body = isList(body) ? answers : answers[0]
}

/** First every order is checked and reserved, then they are created: a shortage is found while nothing exists yet. */
async function placeAll(ctx: ConnectorContext<PlacementBodies>, jobs: readonly PlacementJob[]): Promise<OrderRecord[]> {
  const records = new Map<PlacementJob, OrderRecord>()
  const prepared: PreparedPlacement[] = []
  const created: PlacementJob[] = []
  let asked: PlacementJob | undefined
  try {
    for (const job of jobs) {
      const taken = await takeOrder(job)
      const known = taken.kind === 'resumed' ? await resumeOrder(job, taken.record) : undefined
      if (taken.kind === 'placed') records.set(job, await noteRepeat(ctx, taken.record))
      else if (known) records.set(job, await noteRepeat(ctx, known))
      else prepared.push(await prepareOrder(job, taken))
    }
    for (const placement of prepared) {
      const { job } = placement
      asked = job
      records.set(job, await createAtPartner(placement, () => [entryOf(ctx, job.order.marketplaceOrderId, 200)]))
      created.push(job)
    }
    return jobs.map((job) => records.get(job) as OrderRecord)
  } catch (error) {
    // The one the partner was asked for has settled its own record, or owes its resolution to the sweeper.
    const unasked = prepared.map(({ job }) => job).filter((job) => job !== asked && !created.includes(job))
    for (const job of created) await undoPlacement(job)
    for (const job of unasked) await giveUpUnasked(job)
    const { status, code } = refusalOf(error)
    const { work } = ctx.state
    const story = [
      ...work.log.drain(),
      ...jobs.map(({ order }) => entryOf(ctx, order.marketplaceOrderId, status, code)),
    ]
    await work.activity.append(story).catch(() => undefined)
    throw error
  }
}

function jobOf(ctx: ConnectorContext<PlacementBodies>, body: PlacementBody): PlacementJob {
  const { placementDeadlineMs } = ctx.state.work.seller
  const order = readPlacement(body, salesChannelOf(undefined, ctx.query.sc))
  return {
    work: ctx.state.work,
    body,
    order,
    contentHash: fingerprint(contentOf(order)),
    claimId: randomUUID(),
    deadlineAt: ctx.state.startedAt + placementDeadlineMs,
    leaseMs: placingLeaseMs(placementDeadlineMs),
  }
}

const entryOf = (ctx: ConnectorContext<PlacementBodies>, subject: MarketplaceOrderId, status: number, note?: string) =>
  inboundEntry(
    { step: 'orderPlacement', subject, operationId: ctx.vtex.operationId, startedAt: ctx.state.startedAt },
    ctx.state.clock,
    status,
    note,
  )

function noteRepeat(ctx: ConnectorContext<PlacementBodies>, { marketplaceOrderId }: OrderRecord): Promise<OrderRecord> {
  const entry = entryOf(ctx, marketplaceOrderId, 200, 'repeated')
  return ctx.state.work.orders.update(marketplaceOrderId, (current) => ({
    ...current,
    timeline: appendTimeline(current.timeline, [entry]),
  }))
}

const isList = (body: PlacementBodies): body is readonly PlacementBody[] => Array.isArray(body)
