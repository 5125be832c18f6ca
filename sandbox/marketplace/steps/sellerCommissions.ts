import type { Commission } from '../accountState'
import { amount, anyText, arrayOf, findings, nullable, object, text } from '../shape'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const RULE = 'PROTOCOL §3.5'
const PATH = '/api/seller-register/pvt/sellers/:sellerId/commissions'

const rows = arrayOf(
  object({
    categoryId: text,
    categoryFullPath: nullable(anyText),
    productCommissionPercentage: amount,
    freightCommissionPercentage: amount,
  }),
  1,
)

const noSeller = () => decline(404, 'SRAPI-404', 'Seller not found')

/** Percentages are percent numbers, 9.85 and not 0.0985; 100 is the most a commission can be. */
const percentFindings = (commissions: readonly Commission[]) =>
  findings(
    RULE,
    commissions.flatMap(({ categoryId, productCommissionPercentage, freightCommissionPercentage }) =>
      Math.max(productCommissionPercentage, freightCommissionPercentage) <= 100 ? [] : [`${categoryId}: above 100 %`],
    ),
  )

function save({ state, params, body }: StepRequest): StepAnswer {
  if (!state.sellers.has(params.sellerId)) return noSeller()
  const wrong = findings(RULE, rows(body, 'commissions'))
  if (wrong.length > 0) return refuse(400, 'SRAPI-400', wrong)
  const received = body as Commission[]
  const tooMuch = percentFindings(received)
  const unknown = received.filter(
    ({ categoryId }) =>
      categoryId !== 'default' && !state.options.categories.some((one) => String(one.id) === categoryId),
  )
  const refused = [
    ...tooMuch,
    ...findings(
      RULE,
      unknown.map(({ categoryId }) => `no category ${categoryId} here`),
    ),
  ]
  if (refused.length > 0) return refuse(400, 'SRAPI-400', refused)
  const known = new Map(state.commissions.get(params.sellerId)?.map((one) => [one.categoryId, one]))
  for (const one of received) known.set(one.categoryId, one)
  state.commissions.set(params.sellerId, [...known.values()])
  return { status: 204 }
}

const ofSeller = ({ state, params }: StepRequest): readonly Commission[] => state.commissions.get(params.sellerId) ?? []

function readAll(request: StepRequest): StepAnswer {
  return request.state.sellers.has(request.params.sellerId) ? { status: 200, body: ofSeller(request) } : noSeller()
}

function readOne(request: StepRequest): StepAnswer {
  const one = ofSeller(request).find(({ categoryId }) => categoryId === request.params.categoryId)
  return one ? { status: 200, body: one } : decline(404, 'SRAPI-404', 'Commission not found')
}

function remove(request: StepRequest): StepAnswer {
  const { state, params } = request
  const left = ofSeller(request).filter(({ categoryId }) => categoryId !== params.categoryId)
  if (left.length === ofSeller(request).length) return decline(404, 'SRAPI-404', 'Commission not found')
  state.commissions.set(params.sellerId, left)
  return { status: 204 }
}

const step = (name: string, method: Step['method'], path: string, answer: Step['answer']): Step => ({
  name,
  method,
  host: 'account',
  path,
  body: method === 'PUT' ? 'required' : 'none',
  subject: 'sellerId',
  permissions: [method === 'GET' ? 'View Seller' : 'Save Seller'],
  answer,
})

export const sellerCommissionSteps: readonly Step[] = [
  step('readCommissions', 'GET', PATH, readAll),
  step('saveCommissions', 'PUT', PATH, save),
  step('readCommissions', 'GET', `${PATH}/:categoryId`, readOne),
  step('deleteCommission', 'DELETE', `${PATH}/:categoryId`, remove),
]
