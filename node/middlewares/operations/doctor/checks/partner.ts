import type { Finding } from '../../../../domain/doctor/finding'
import { PARTNER_BUDGET_MS } from '../../../fulfillmentSimulation/fulfillmentSimulation'
import type { Check, SellerJob } from '../doctorJob'
import { timed } from '../timed'

const NAME = 'partner'
const QUOTE_MS = 4_000
/** Leaves room for a bad moment within what a simulation gives the partner. */
const SLOW_MS = 600

/** One page of the catalogue and the quote of one of its SKUs: sign-in, contract and time of both. */
export const partner: Check<SellerJob> = {
  name: NAME,
  look: async ({ work, clock, firstPage }) => {
    const page = await firstPage()
    if ('problem' in page) return [failed('its catalog', page.problem, page.ms)]
    const { items, broken = [] } = page.value
    const found: Finding[] = [
      ok(`The first page of its catalog has ${items.length} SKUs`, page.ms),
      ...(broken.length > 0 ? [brokenItems(broken.length, broken[0].reason)] : []),
    ]
    const item = items.find(({ active }) => active) ?? items[0]
    if (!item) return [...found, nothingToSell()]
    const quote = await timed(clock, () =>
      work.partner.quote({ lines: [{ sku: item.sku, quantity: 1 }] }, { deadlineAt: clock.now() + QUOTE_MS }),
    )
    return [...found, 'problem' in quote ? failed('a quote', quote.problem, quote.ms) : quoted(quote.ms)]
  },
}

function quoted(ms: number): Finding {
  if (ms <= SLOW_MS) return ok('It quotes one SKU', ms)
  const fix = 'Make the partner answer faster, or its answers will be missed at peak hours'
  const message = `It took ${ms} ms to quote one SKU; a simulation waits ${PARTNER_BUDGET_MS}`
  return { check: NAME, level: ms > PARTNER_BUDGET_MS ? 'error' : 'warning', message, fix, ms }
}

const failed = (what: string, problem: string, ms: number): Finding => ({
  check: NAME,
  level: 'error',
  message: `The partner did not give ${what}: ${problem}`,
  fix: 'Check that the partner is up, then partnerUrl and the login or token in the settings',
  ms,
})

const brokenItems = (count: number, reason: string): Finding => ({
  check: NAME,
  level: 'warning',
  message: `${count} SKUs of the first page break the contract, the first because ${reason}`,
  fix: 'Correct them at the partner; the others are sold meanwhile',
})

const nothingToSell = (): Finding => ({
  check: NAME,
  level: 'warning',
  message: 'Its catalog is empty',
  fix: 'Publish SKUs at the partner, for the channel the login of the connector sees',
})

const ok = (message: string, ms: number): Finding => ({ check: NAME, level: 'ok', message, ms })
