import { BadRequest } from '../../domain/errors'
import { byAge, cursorOf, matches, type ListedOrder, type OrderFilter } from '../../domain/orders/orderRow'
import { ORDER_STATES } from '../../domain/orders/states'
import { SweepState } from '../../clients/storage/sweepState'
import type { ConnectorContext } from '../../typings/context'

const DAY_MS = 24 * 3_600_000
const DAY = /^\d{4}-\d{2}-\d{2}$/
const MOST_DAYS = 31
const MOST_ROWS = 200

interface Page {
  /** First and last day, newest first. */
  readonly days: readonly string[]
  readonly filter: OrderFilter
  readonly limit: number
  readonly after?: string
}

/**
 * Orders of a seller by the day they were placed, newest first, from the lists the sweeper writes (DESIGN D17): at most as
 * old as `asOf` says. `?state=a,b&from=&to=&problem=true&limit=&cursor=`. Read only.
 */
export async function orderList(ctx: ConnectorContext) {
  const { clock, work } = ctx.state
  const page = pageOf(ctx, clock.now())
  const found: ListedOrder[] = []
  for (const day of page.days) {
    const orders = (await work.orderRows.ofDay(day)).filter((row) => matches(row, page.filter)).sort(byAge)
    found.push(...orders.filter((row) => page.after === undefined || cursorOf(row) < page.after))
    if (found.length > page.limit) break
  }
  const shown = found.slice(0, page.limit)
  const since = await new SweepState(ctx.clients.records, clock).sinceLast()
  ctx.status = 200
  ctx.body = {
    sellerId: work.seller.sellerId,
    ...(since === undefined ? {} : { asOf: new Date(clock.now() - since).toISOString() }),
    from: page.days[page.days.length - 1],
    to: page.days[0],
    orders: shown,
    ...(found.length > shown.length ? { next: cursorOf(shown[shown.length - 1]) } : {}),
  }
}

function pageOf({ query }: ConnectorContext, now: number): Page {
  const text = (name: string) => {
    const value = query[name]
    return (Array.isArray(value) ? value[0] : value) || undefined
  }
  const after = text('cursor')
  const to = dayIn(after?.slice(0, 10) ?? text('to') ?? new Date(now).toISOString().slice(0, 10), 'to')
  const from = dayIn(text('from') ?? dayBefore(to, 6), 'from')
  const days: string[] = []
  for (let day = to; day >= from && days.length < MOST_DAYS; day = dayBefore(day, 1)) days.push(day)
  if (days.length === 0) throw new BadRequest('from must not be after to', 'from')
  const states = text('state')?.split(',') ?? []
  if (states.some((state) => !Object.keys(ORDER_STATES).includes(state)))
    throw new BadRequest(`state must be some of ${Object.keys(ORDER_STATES).join(', ')}`, 'state')
  const limit = Number(text('limit') ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ROWS)
    throw new BadRequest(`limit must be a whole number from 1 to ${MOST_ROWS}`, 'limit')
  return { days, filter: { states, problem: text('problem') === 'true' }, limit, ...(after ? { after } : {}) }
}

function dayIn(text: string, field: string): string {
  if (!DAY.test(text) || Number.isNaN(Date.parse(text))) throw new BadRequest(`${field} must be YYYY-MM-DD`, field)
  return text
}

const dayBefore = (day: string, days: number) => new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)
