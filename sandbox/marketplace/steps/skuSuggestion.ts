import { skuKey, type AccountState, type Suggestion, type SuggestionContent } from '../accountState'
import {
  anyText,
  amount,
  arrayOf,
  findings,
  integer,
  isObject,
  matching,
  natural,
  object,
  positive,
  text,
  unless,
  type Finding,
} from '../shape'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const RULE = 'PROTOCOL §4.3'
const MAX_NAME = 150

const specifications = arrayOf(object({ fieldName: text, fieldValues: arrayOf(text, 1) }))
const httpsUrl = matching(/^https:\/\/[^\s/]+\/\S+$/, 'an https address')

const suggestion = object(
  {
    ProductName: matching(new RegExp(`^(?=.*\\S)[^]{1,${MAX_NAME}}$`), `1 to ${MAX_NAME} characters`),
    ProductId: text,
    ProductDescription: text,
    BrandName: text,
    SkuName: text,
    SellerId: text,
    Height: positive,
    Width: positive,
    Length: positive,
    Weight: positive,
    CategoryFullPath: text,
    Images: arrayOf(object({ imageName: text, imageUrl: httpsUrl }), 1),
    AvailableQuantity: natural,
    Pricing: object({
      Currency: matching(/^[A-Z]{3}$/, 'an ISO 4217 code'),
      SalePrice: amount,
      CurrencySymbol: text,
    }),
  },
  {
    WeightKg: positive,
    RefId: text,
    EAN: (value, at) => (typeof value === 'string' ? [] : arrayOf(text, 1)(value, at)),
    SellerStockKeepingUnitId: integer,
    SkuSpecifications: specifications,
    ProductSpecifications: specifications,
    MeasurementUnit: text,
    UnitMultiplier: positive,
    NameComplete: anyText,
  },
)

/** KI 897301: the matcher and the catalog ignore an EAN that is not an array. */
const hasEan = (body: Record<string, unknown>) => Array.isArray(body.EAN) && body.EAN.length > 0

const GRAMS_PER_KG = 1_000
const WEIGHT_TOLERANCE_GRAMS = 1

function contentFindings(body: Record<string, unknown>, sellerId: string): Finding[] {
  const names = (body.Images as SuggestionContent['Images']).map((image) => image.imageName)
  return [
    ...unless(body.SellerId === sellerId, RULE, 'SellerId must be the seller of the path'),
    ...unless(typeof body.EAN !== 'string', 'PROTOCOL C-11', 'EAN must be an array: a plain string is ignored'),
    ...unless(hasEan(body) || Boolean(body.RefId), RULE, 'RefId is mandatory when EAN is absent'),
    ...unless(new Set(names).size === names.length, RULE, 'imageName must be unique'),
    ...unless(
      body.WeightKg === undefined ||
        Math.abs((body.WeightKg as number) * GRAMS_PER_KG - (body.Weight as number)) <= WEIGHT_TOLERANCE_GRAMS,
      'PROTOCOL C-13',
      'Weight is in grams and WeightKg in kilograms: they must agree',
    ),
  ]
}

/** Version ids look like 09072021142808277: day, month, year and time to the millisecond. */
export function versionId(now: Date, sequence: number): string {
  const [year, month, day, ...time] = now.toISOString().match(/\d+/g) ?? []
  const stamp = `${day}${month}${year}${time.join('')}`
  return sequence === 0 ? stamp : `${stamp}${sequence}`
}

const COMPLETE_SCORE = 62
const INCOMPLETE_SCORE = 20

/** The marketplace's own category and brand, found by name; null keeps the suggestion pending (PROTOCOL §4.5). */
const mappingOf = (state: AccountState, content: SuggestionContent): Suggestion['mapping'] => ({
  CategoryId: state.options.categories.find((one) => one.path === content.CategoryFullPath)?.id ?? null,
  BrandId: state.options.brands.find((one) => one.name === content.BrandName)?.id ?? null,
})

function receive({ state, params: { sellerId, sku }, body, now }: StepRequest): StepAnswer {
  if (!state.sellers.has(sellerId))
    return refuse(404, 'SellerNotFound', findings(RULE, ['the seller is not registered']))
  const wrongShape = findings(RULE, suggestion(body, 'suggestion'))
  if (wrongShape.length > 0 || !isObject(body)) return refuse(400, 'InvalidSuggestion', wrongShape)
  const wrongContent = contentFindings(body, sellerId)
  if (wrongContent.length > 0) return refuse(400, 'InvalidSuggestion', wrongContent)

  const key = skuKey(sellerId, sku)
  const known = state.suggestions.get(key)
  if (known?.status === 'denied') {
    return refuse(
      403,
      'SuggestionBlocked',
      findings('PROTOCOL §4.4', ['a denied SKU is blocked until it is unblocked']),
    )
  }
  // VTEX answers 200 to the two mistakes below and does nothing useful with them.
  if (state.bindings.has(key)) return { status: 200, findings: findings(RULE, ['the SKU is already bound']) }
  const early = unless(
    state.answeredNotBound.has(key),
    RULE,
    'send a suggestion only after a 404 of changeNotification',
  )

  const content = body as unknown as SuggestionContent
  const complete = hasEan(body) && Boolean(body.RefId)
  const fresh: Suggestion = known ?? {
    sellerId,
    sku,
    createdDate: now.toISOString(),
    versions: [],
    lastModifiedDate: '',
    status: 'pending',
    score: 0,
    observation: null,
    mapping: { CategoryId: null, BrandId: null },
  }
  fresh.versions.push({ id: versionId(now, fresh.versions.length), content })
  fresh.lastModifiedDate = now.toISOString()
  fresh.mapping = mappingOf(state, content)
  fresh.score = complete ? COMPLETE_SCORE : INCOMPLETE_SCORE
  fresh.status = complete ? 'pending' : 'denied'
  fresh.observation = complete ? null : 'Denied by score: the matcher needs both EAN and RefId'
  state.suggestions.set(key, fresh)
  return { status: 200, findings: early }
}

function remove({ state, params: { sellerId, sku } }: StepRequest): StepAnswer {
  const existed = state.suggestions.delete(skuKey(sellerId, sku))
  return existed ? { status: 200 } : decline(404, 'SuggestionNotFound', 'No suggestion for this seller and SKU')
}

const SUGGESTION = '/suggestions/:sellerId/:sku'

export const skuSuggestionSteps: readonly Step[] = [
  {
    name: 'skuSuggestion',
    method: 'PUT',
    host: 'api',
    path: SUGGESTION,
    body: 'required',
    subject: 'sku',
    permissions: ['Send marketplace suggestion'],
    answer: receive,
  },
  {
    name: 'deleteSuggestion',
    method: 'DELETE',
    host: 'api',
    path: SUGGESTION,
    body: 'none',
    subject: 'sku',
    permissions: ['Save suggestion rules'],
    answer: remove,
  },
]
