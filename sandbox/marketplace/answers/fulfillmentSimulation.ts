import { isDeepStrictEqual } from 'node:util'
import type { SellerAnswer } from '../sellerCalls'
import {
  anything,
  anyText,
  arrayOf,
  cents,
  country,
  dateTime,
  findings,
  flag,
  matching,
  natural,
  nullable,
  object,
  oneOf,
  positive,
  text,
  unless,
  type Finding,
} from '../shape'

/** Body of PROTOCOL §5.1, the part this marketplace sends. */
export interface SimulationRequest {
  readonly items: readonly { readonly id: string; readonly quantity: number; readonly seller: string }[]
  readonly postalCode: string | null
  readonly country: string | null
  readonly geoCoordinates: readonly number[]
  readonly [field: string]: unknown
}

export interface Sla {
  readonly id: string
  readonly name: string
  readonly deliveryChannel: string
  readonly price: number
  readonly shippingEstimate: string
  readonly availableDeliveryWindows: readonly { startDateUtc: string; endDateUtc: string; price?: number }[]
  readonly pickupStoreInfo: { readonly address: Readonly<Record<string, unknown>> } | null
}

export interface SimulatedItem {
  readonly id: string
  readonly requestIndex: number
  readonly quantity: number
  readonly seller: string
  readonly price: number
  readonly listPrice: number
  readonly measurementUnit: string
  readonly unitMultiplier: number
}

export interface SimulatedLogistics {
  readonly itemIndex: number
  readonly quantity: number
  readonly stockBalance: number
  readonly shipsTo: readonly string[]
  readonly slas: readonly Sla[]
  readonly deliveryChannels: readonly { readonly id: string; readonly stockBalance: number }[]
}

export interface SimulationAnswer {
  readonly items: readonly SimulatedItem[]
  readonly logisticsInfo: readonly SimulatedLogistics[]
  readonly allowMultipleDeliveries?: boolean
  readonly country: string | null
  readonly postalCode: string | null
  readonly geoCoordinates?: readonly unknown[]
}

const RULE = 'PROTOCOL §5.2'

const channel = oneOf('delivery', 'pickup-in-point')
const windows = arrayOf(object({ startDateUtc: dateTime, endDateUtc: dateTime }, { price: cents }))

const pickupAddress = object({
  addressType: oneOf('pickup'),
  receiverName: oneOf(null),
  addressId: text,
  postalCode: text,
  city: text,
  state: anyText,
  country,
  street: text,
  number: anyText,
  neighborhood: anyText,
  complement: anyText,
  reference: nullable(anyText),
  geoCoordinates: arrayOf((value, at) => (typeof value === 'number' ? [] : [`${at} must be a number`])),
})

const sla = object({
  id: text,
  name: text,
  deliveryChannel: channel,
  price: cents,
  shippingEstimate: matching(/^\d+(bd|d|h|m)$/, 'an integer followed by bd, d, h or m'),
  availableDeliveryWindows: windows,
  pickupStoreInfo: nullable(
    object({ isPickupStore: oneOf(true), friendlyName: text, additionalInfo: anyText, address: pickupAddress }),
  ),
})

const item = object(
  {
    id: text,
    requestIndex: natural,
    quantity: natural,
    seller: text,
    price: cents,
    listPrice: cents,
    merchantName: nullable(text),
    measurementUnit: text,
    unitMultiplier: positive,
    // C-38: the seller's own promotions are not used.
    priceTags: (value, at) => (Array.isArray(value) && value.length === 0 ? [] : [`${at} must be []`]),
    priceValidUntil: nullable(dateTime),
    offerings: arrayOf(object({ type: text, id: text, name: text, price: cents })),
  },
  { sellingPrice: cents, attachmentOfferings: arrayOf(object({ name: text, required: flag, schema: anything })) },
)

const logistics = object({
  itemIndex: natural,
  quantity: natural,
  stockBalance: natural,
  shipsTo: arrayOf(country, 1),
  slas: arrayOf(sla),
  deliveryChannels: arrayOf(object({ id: channel, stockBalance: natural })),
})

const answerShape = object(
  { country: nullable(text), postalCode: nullable(text), items: arrayOf(item), logisticsInfo: arrayOf(logistics) },
  {
    geoCoordinates: arrayOf(anything),
    allowMultipleDeliveries: flag,
    pickupPoints: arrayOf(anything),
    messages: arrayOf(anything),
  },
)

/** One requested line beside the two rows that answer it. */
interface Line {
  readonly index: number
  readonly asked: SimulationRequest['items'][number]
  readonly item: SimulatedItem & { readonly sellingPrice?: number }
  readonly logistics: SimulatedLogistics
  /** Units left for this line after the earlier lines of the same SKU took theirs. */
  readonly left: number
}

function linesOf(request: SimulationRequest, answer: SimulationAnswer): Line[] {
  const taken = new Map<string, number>()
  return request.items.map((asked, index) => {
    const logisticsRow = answer.logisticsInfo[index]
    const before = taken.get(asked.id) ?? 0
    taken.set(asked.id, before + answer.items[index].quantity)
    const left = Math.max(0, logisticsRow.stockBalance - before)
    return { index, asked, item: answer.items[index], logistics: logisticsRow, left }
  })
}

const located = (request: SimulationRequest) => Boolean(request.postalCode) || request.geoCoordinates.length > 0

const echoFindings = (request: SimulationRequest, answer: SimulationAnswer): Finding[] => [
  ...unless(answer.country === null || answer.country === request.country, RULE, 'country must be echoed or null'),
  ...unless(
    answer.postalCode === null || answer.postalCode === request.postalCode,
    RULE,
    'postalCode must be echoed or null',
  ),
  ...unless(
    !answer.geoCoordinates?.length || isDeepStrictEqual(answer.geoCoordinates, request.geoCoordinates),
    RULE,
    'geoCoordinates must be echoed',
  ),
]

const identityFindings = ({ index, asked, item: row, logistics: { itemIndex, quantity } }: Line): Finding[] => [
  ...unless(row.id === asked.id, RULE, `items[${index}].id must be that of requested line ${index}`),
  ...unless(row.requestIndex === index, RULE, `items[${index}].requestIndex must be ${index}`),
  ...unless(row.seller === asked.seller, 'PROTOCOL C-08', `items[${index}].seller must be echoed`),
  ...unless(itemIndex === index, RULE, `logisticsInfo[${index}].itemIndex must be ${index}`),
  ...unless(quantity === row.quantity, RULE, `logisticsInfo[${index}].quantity must be that of the item`),
]

const moneyFindings = ({ index, item: row }: Line): Finding[] => [
  ...unless(row.listPrice >= row.price, RULE, `items[${index}].listPrice must not be below price`),
  ...unless(row.price > 0 || row.quantity === 0, 'PROTOCOL §5.4', `items[${index}] would be sold for nothing`),
  ...unless(
    row.sellingPrice === undefined || row.sellingPrice === row.price,
    RULE,
    `items[${index}].sellingPrice must equal price`,
  ),
]

const stockFindings = ({ index, asked, item: row, logistics: rowLogistics, left }: Line): Finding[] => [
  ...unless(
    row.quantity !== 0 || left === 0,
    'KI 1316990',
    `items[${index}].quantity is 0 with stock left: the cart would accept any quantity`,
  ),
  ...unless(
    row.quantity === 0 || row.quantity === Math.min(asked.quantity, left),
    'PROTOCOL §5.4',
    `items[${index}].quantity must be the smaller of requested and sellable`,
  ),
  ...unless(
    rowLogistics.stockBalance > 0 || rowLogistics.slas.length === 0,
    'PROTOCOL §5.4',
    `logisticsInfo[${index}] ships what is not in stock`,
  ),
  ...unless(
    rowLogistics.deliveryChannels.every((one) => one.stockBalance <= rowLogistics.stockBalance),
    RULE,
    `logisticsInfo[${index}].deliveryChannels promise more than stockBalance`,
  ),
]

function shippingFindings({ index, logistics: row }: Line, request: SimulationRequest, now: Date): Finding[] {
  const at = `logisticsInfo[${index}]`
  const unserved = request.country !== null && !row.shipsTo.includes(request.country)
  const future = row.slas.every((one) =>
    one.availableDeliveryWindows.every(
      (slot) => Date.parse(slot.startDateUtc) > now.getTime() && slot.endDateUtc > slot.startDateUtc,
    ),
  )
  return [
    ...unless(located(request) || row.slas.length === 0, 'PROTOCOL C-49', `${at}.slas must be [] without address`),
    ...unless(!unserved || row.slas.length === 0, 'PROTOCOL §5.4', `${at} delivers to a country outside shipsTo`),
    ...unless(new Set(row.slas.map((one) => one.id)).size === row.slas.length, RULE, `${at}.slas repeat an id`),
    ...unless(future, 'PROTOCOL §5.4', `${at}: only future delivery windows`),
    ...unless(
      row.slas.every((one) => (one.deliveryChannel === 'pickup-in-point') === (one.pickupStoreInfo !== null)),
      'PROTOCOL C-41',
      `${at}: pickupStoreInfo is for pickup only, and pickup needs it`,
    ),
  ]
}

/** Everything wrong with the answer to a well-formed simulation. */
export function simulationFindings(request: SimulationRequest, answer: SellerAnswer, now: Date): Finding[] {
  // 503 without a snapshot is what a seller must answer; every other failure is reported for every step alike.
  if (answer.status === 503 || answer.failure) return []
  if (answer.status !== 200) return findings(RULE, [`status ${answer.status}: a simulation is answered with 200`])
  const wrongShape = findings(RULE, answerShape(answer.body, 'answer'))
  if (wrongShape.length > 0) return wrongShape
  const body = answer.body as SimulationAnswer
  const rows = [body.items.length, body.logisticsInfo.length]
  if (rows.some((count) => count !== request.items.length)) {
    return findings('PROTOCOL C-20', [`${rows.join('/')} rows for ${request.items.length} requested lines`])
  }
  const lines = linesOf(request, body)
  return [
    ...echoFindings(request, body),
    ...lines.flatMap((line) => [
      ...identityFindings(line),
      ...moneyFindings(line),
      ...stockFindings(line),
      ...shippingFindings(line, request, now),
    ]),
  ]
}
