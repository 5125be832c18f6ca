import type { HookSender } from '../orderEvents/hookSender'
import { OrderHook, type HookTarget } from '../orderEvents/orderHook'
import { filterFindings, lossyFilterFindings, type StatusFilter } from '../orderEvents/statusFilter'
import { findings, isObject, object, text, unless, type Check } from '../shape'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const RULE = 'PROTOCOL §11.3'
const CONFIG = '/api/orders/hook/config'
/** A header this long can be a secret. */
const SHORTEST_SECRET = 20

const headers: Check = (value, at) =>
  isObject(value)
    ? Object.entries(value).flatMap(([name, one]) => text(one, `${at}.${name}`))
    : [`${at} must be an object`]

const config = object({ filter: object({}), hook: object({ url: text }, { headers }) })

const isHttps = (url: string) => URL.canParse(url) && new URL(url).protocol === 'https:'

/** A header of the configuration is all a receiver can know VTEX by. */
const secretFindings = ({ headers: sent = {} }: Partial<HookTarget>) =>
  unless(
    Object.values(sent).some((value) => value.length >= SHORTEST_SECRET),
    'PROTOCOL §15.3',
    'a hook needs a header with a long random value, its only authentication',
  )

async function configure({ state, body, caller, now }: StepRequest, sender: HookSender): Promise<StepAnswer> {
  const wrongShape = findings(RULE, config(body, 'config'))
  if (wrongShape.length > 0) return refuse(400, 'BadRequest', wrongShape)
  const { filter, hook } = body as { filter: StatusFilter; hook: HookTarget }
  const wrong = [
    ...filterFindings(filter),
    ...unless(isHttps(hook.url), RULE, 'Unable to check address / Only https scheme is accepted'),
  ]
  if (wrong.length > 0) return refuse(400, 'BadRequest', wrong)
  if (state.hooks.get(caller.key) && state.hooks.get(caller.key)?.filter.type !== filter.type) {
    return refuse(409, 'Conflict', findings(RULE, ['another filter type needs the configuration to be deleted first']))
  }
  const target = { url: hook.url, headers: hook.headers ?? {} }
  if (!(await sender.ping(state.account, target))) {
    return refuse(400, 'BadRequest', findings(RULE, ['Unable to check address: the ping needs a 200']))
  }
  sender.follow(state, new OrderHook(caller.key, filter, target, now.getTime()))
  return { status: 200, findings: [...secretFindings(hook), ...lossyFilterFindings(filter)] }
}

const noConfig = () => decline(404, 'NotFound', 'Value not found')

function readConfig({ state, caller }: StepRequest): StepAnswer {
  const known = state.hooks.get(caller.key)
  return known ? { status: 200, body: { filter: known.filter, hook: known.hook } } : noConfig()
}

const step = (
  method: Step['method'],
  body: Step['body'],
  permissions: Step['permissions'],
  answer: Step['answer'],
): Step => ({
  name: 'orderHookConfig',
  method,
  host: 'account',
  path: CONFIG,
  body,
  subject: 'key',
  permissions,
  answer,
})

export const orderHookSteps = (sender: HookSender): readonly Step[] => [
  step('POST', 'required', ['Feed v3 and Hook Admin'], (request) => configure(request, sender)),
  step('GET', 'none', ['Feed v3 and Hook view only', 'Feed v3 and Hook Admin'], readConfig),
  step('DELETE', 'none', ['Feed v3 and Hook Admin'], ({ state, caller }) =>
    state.hooks.delete(caller.key) ? { status: 200 } : noConfig(),
  ),
]
