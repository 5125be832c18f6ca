import { isDeepStrictEqual } from 'node:util'
import type { SellerAnswer } from '../sellerCalls'
import { findings, unless, type Finding } from '../shape'
import {
  simulationShape,
  type SimulatedItem,
  type SimulatedLogistics,
  type SimulationAnswer,
  type SimulationRequest,
} from './simulationShape'

const RULE = 'PROTOCOL §5.2'

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
  const wrongShape = findings(RULE, simulationShape(answer.body, 'answer'))
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
