import { OrderFeed } from '../orderEvents/orderFeed'
import { filterFindings, lossyFilterFindings, type StatusFilter } from '../orderEvents/statusFilter'
import { arrayOf, findings, integer, isObject, object, text, unless } from '../shape'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const RULE = 'PROTOCOL §11.2'
const CONFIG = '/api/orders/feed/config'
const MOST_MESSAGES = 10
const SHORTEST_RETENTION_S = 345_600
const LONGEST_RETENTION_S = 1_209_600

const config = object({ filter: object({}), queue: object({ visibilityTimeoutInSeconds: integer }) })

const noConfig = () => decline(404, 'NotFound', 'Value not found')

/** The name is documented with a capital M; a small one is read too (PROTOCOL C-46). */
const retentionOf = (queue: Record<string, unknown>) =>
  queue.MessageRetentionPeriodInSeconds ?? queue.messageRetentionPeriodInSeconds

function configure({ state, body, caller }: StepRequest): StepAnswer {
  const wrongShape = findings(RULE, config(body, 'config'))
  if (wrongShape.length > 0) return refuse(400, 'BadRequest', wrongShape)
  const { filter, queue } = body as { filter: StatusFilter; queue: Record<string, unknown> }
  const retention = retentionOf(queue)
  const wrong = [
    ...filterFindings(filter),
    ...unless(
      typeof retention === 'number' && retention >= SHORTEST_RETENTION_S && retention <= LONGEST_RETENTION_S,
      RULE,
      'MessageRetentionPeriodInSeconds must be 345600 to 1209600',
    ),
  ]
  if (wrong.length > 0) return refuse(400, 'BadRequest', wrong)
  const known = state.feeds.get(caller.key)
  if (known && known.filter.type !== filter.type) {
    return refuse(409, 'Conflict', findings(RULE, ['another filter type needs the configuration to be deleted first']))
  }
  const feed = new OrderFeed(filter, {
    visibilityTimeoutInSeconds: queue.visibilityTimeoutInSeconds as number,
    messageRetentionPeriodInSeconds: retention as number,
  })
  state.feeds.set(caller.key, feed)
  state.statusListeners.add((change) => {
    if (state.feeds.get(caller.key) === feed) feed.add(change)
  })
  return { status: 200, findings: lossyFilterFindings(filter) }
}

function readConfig({ state, caller, now }: StepRequest): StepAnswer {
  const feed = state.feeds.get(caller.key)
  if (!feed) return noConfig()
  const { messageRetentionPeriodInSeconds: retention, ...queue } = feed.queue
  const shown = { ...queue, MessageRetentionPeriodInSeconds: retention }
  return { status: 200, body: { filter: feed.filter, queue: shown, quantity: feed.size(now.getTime()) } }
}

function read({ state, caller, query, now }: StepRequest): StepAnswer {
  const feed = state.feeds.get(caller.key)
  if (!feed) return noConfig()
  const most = Number(query.get('maxlot') ?? MOST_MESSAGES)
  const wrong = unless(
    Number.isInteger(most) && most >= 1 && most <= MOST_MESSAGES,
    RULE,
    `maxlot must be 1 to ${MOST_MESSAGES}`,
  )
  if (wrong.length > 0) return refuse(400, 'BadRequest', wrong)
  return { status: 200, body: feed.take(most, now.getTime()) }
}

const handles = object({ handles: arrayOf(text, 1) })

function commit({ state, caller, body }: StepRequest): StepAnswer {
  const wrong = findings(RULE, handles(body, 'commit'))
  if (wrong.length > 0) return refuse(400, 'BadRequest', wrong)
  const feed = state.feeds.get(caller.key)
  if (!feed || !isObject(body)) return noConfig()
  feed.commit(body.handles as string[])
  return { status: 200 }
}

const ADMIN = ['Feed v3 and Hook Admin'] as const
const VIEW = ['Feed v3 and Hook view only', 'Feed v3 and Hook Admin'] as const
const account = { host: 'account', subject: 'key' } as const

export const orderFeedSteps: readonly Step[] = [
  {
    ...account,
    name: 'orderFeedConfig',
    method: 'POST',
    path: CONFIG,
    body: 'required',
    permissions: ADMIN,
    answer: configure,
  },
  {
    ...account,
    name: 'orderFeedConfig',
    method: 'GET',
    path: CONFIG,
    body: 'none',
    permissions: VIEW,
    answer: readConfig,
  },
  {
    ...account,
    name: 'orderFeedConfig',
    method: 'DELETE',
    path: CONFIG,
    body: 'none',
    permissions: ADMIN,
    answer: ({ state, caller }) => (state.feeds.delete(caller.key) ? { status: 200 } : noConfig()),
  },
  {
    ...account,
    name: 'orderFeed',
    method: 'GET',
    path: '/api/orders/feed',
    body: 'none',
    permissions: VIEW,
    answer: read,
  },
  {
    ...account,
    name: 'orderFeed',
    method: 'POST',
    path: '/api/orders/feed',
    body: 'required',
    permissions: VIEW,
    answer: commit,
  },
]
