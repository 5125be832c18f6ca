import type { FoundQuote } from '../../clients/offers/foundQuote'
import { mayLieIn } from '../../domain/offers/countryBoxes'
import { readGeoCoordinates } from '../../domain/offers/geoCoordinates'
import { distinctSkus } from '../../domain/offers/distinctSkus'
import { salesChannelOf } from '../../domain/offers/salesChannel'
import type { Destination } from '../../domain/offers/quote'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import type { ConnectorContext } from '../../typings/context'
import { answerText } from './answerText'
import { recordSimulation } from './recentSimulations'
import { linesOf, type SimulationBody } from './simulationBody'

/** VTEX drops the offer after 2.5 s, edge and cold start included: the partner gets the larger part of it (DESIGN D6). */
export const PARTNER_BUDGET_MS = 1_150

/** Price, stock and shipping of a cart, from one look at the partner or what is known of it (PROTOCOL §5). Reserves nothing. */
export async function fulfillmentSimulation(ctx: ConnectorContext<SimulationBody>) {
  const { body, startedAt, work } = ctx.state
  const { capabilities, offers, seller } = work
  const wanted = distinctSkus(linesOf(body))
  const salesChannel = salesChannelOf(body.sc, ctx.querystring === '' ? undefined : ctx.query.sc)
  const destination = destinationOf(body, seller)
  const request = { lines: wanted, ...(destination ? { destination } : {}), ...(salesChannel ? { salesChannel } : {}) }

  let found: FoundQuote | undefined
  try {
    const deadlineAt = startedAt + PARTNER_BUDGET_MS
    let reserved = NOTHING_RESERVED
    if (capabilities.reserves) {
      found = offers.atHand(request) ?? (await offers.find(request, deadlineAt))
    } else {
      const skus = wanted.map(({ sku }) => sku)
      ;[found, reserved] = await Promise.all([offers.find(request, deadlineAt), work.reserved.of(skus)])
    }
    ctx.status = 200
    ctx.type = 'application/json'
    // As text: the runtime asks for its length, and would turn an object into text twice.
    ctx.body = answerText(body, found, seller, { reserved, now: startedAt })
  } finally {
    recordSimulation(ctx, destination !== undefined, found)
  }
}

const NOTHING_RESERVED: ReadonlyMap<string, number> = new Map()

/**
 * Country without a place is a shelf: shipping needs a postal code or coordinates. A country that is not served gets
 * price and stock, and no SLA (PROTOCOL §5.4).
 */
function destinationOf(body: SimulationBody, { countries }: SellerSettings): Destination | undefined {
  const postalCode = body.postalCode?.trim()
  const named = body.country?.trim().toUpperCase()
  const geoCoordinates = readGeoCoordinates(body.geoCoordinates, named ? [named] : countries)
  if (!postalCode && !geoCoordinates) return undefined
  const country = named || (geoCoordinates && countries.find((one) => mayLieIn(one, geoCoordinates))) || countries[0]
  if (!countries.includes(country)) return undefined
  return { country, ...(postalCode ? { postalCode } : {}), ...(geoCoordinates ? { geoCoordinates } : {}) }
}
