import type { PlacementOrder } from '../order'
import type { SellerAnswer } from '../sellerCalls'
import { findings, isObject, matching, object, text, unless, type Finding } from '../shape'

const RULE = 'PROTOCOL §6.2'

const additions = object({
  orderId: text,
  followUpEmail: matching(/^[^@\s]+@[^@\s]+$/, 'an e-mail address'),
})

/** Fields a seller may answer with null instead of an echo. */
const MAY_BE_NULL = new Set(['paymentData', 'customData'])

/** Paths at which an echo differs from what was sent; a sent null may be left out (PROTOCOL C-37). */
function differences(sent: unknown, answered: unknown, at: string): string[] {
  if (sent === null && (answered === null || answered === undefined)) return []
  if (Array.isArray(sent)) {
    if (!Array.isArray(answered) || answered.length !== sent.length) return [at]
    return sent.flatMap((one, index) => differences(one, answered[index], `${at}[${index}]`))
  }
  if (isObject(sent)) {
    if (!isObject(answered)) return [at]
    return Object.entries(sent).flatMap(([name, value]) => differences(value, answered[name], `${at}.${name}`))
  }
  return sent === answered ? [] : [at]
}

const isMultiplierOfOne = (path: string, sent: Record<string, unknown>) => {
  const index = /^order\.items\[(\d+)\]\.unitMultiplier$/.exec(path)?.[1]
  const item = index === undefined ? undefined : (sent.items as Record<string, unknown>[])[Number(index)]
  return item !== undefined && (item.unitMultiplier === null || item.unitMultiplier === 0)
}

function echoFindings(sent: PlacementOrder, answered: Record<string, unknown>): Finding[] {
  const nulled = Object.entries(sent).filter(([name]) => !(MAY_BE_NULL.has(name) && answered[name] === null))
  return findings(
    RULE,
    differences(Object.fromEntries(nulled), answered, 'order')
      .filter((path) => !isMultiplierOfOne(path, sent))
      .map((path) => `${path} must be echoed as it was sent`),
  )
}

export interface PlacementOutcome {
  /** The seller's order id, when the order was accepted. */
  readonly sellerOrderId?: string
  readonly findings: readonly Finding[]
}

/**
 * Reads the answer to one placed order sent as an array of one.
 * A refusal in the error envelope is legitimate: it has no finding and no `sellerOrderId`.
 */
export function placementOutcome(sent: PlacementOrder, answer: SellerAnswer): PlacementOutcome {
  if (answer.failure || answer.status >= 300) return { findings: [] }
  const wrongStatus = unless(answer.status === 200, RULE, `status ${answer.status}: placement is answered with 200`)
  if (!Array.isArray(answer.body) || answer.body.length !== 1 || !isObject(answer.body[0])) {
    return {
      findings: [...wrongStatus, ...findings('PROTOCOL C-21', ['an array of one order must be answered alike'])],
    }
  }
  const order = answer.body[0]
  const wrong = findings(RULE, additions(order, 'order'))
  const sellerOrderId = typeof order.orderId === 'string' && order.orderId !== '' ? order.orderId : undefined
  return { sellerOrderId, findings: [...wrongStatus, ...wrong, ...echoFindings(sent, order)] }
}
