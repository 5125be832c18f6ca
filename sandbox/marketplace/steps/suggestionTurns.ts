import { setTimeout as pause } from 'node:timers/promises'
import type { AccountState, SuggestionContent } from '../accountState'
import { unless, type Finding } from '../shape'

/** Suggestions that are being received at this moment, by what must not arrive twice at once. */
const underWay = new WeakMap<AccountState, string[]>()

/** Long enough for two calls sent together to meet. */
const RECEIVING_MS = 5

interface Specification {
  readonly fieldName: string
  readonly fieldValues: readonly string[]
}

function exclusiveOf(
  sellerId: string,
  content: SuggestionContent,
): { readonly product: string; readonly values: string[] } {
  const specifications = [content.SkuSpecifications, content.ProductSpecifications] as (Specification[] | undefined)[]
  const values = specifications
    .flatMap((list) => list ?? [])
    .flatMap(({ fieldName, fieldValues }) => fieldValues.map((value) => `specification ${fieldName}=${value}`))
  return { product: `product ${sellerId}/${String(content.ProductId)}`, values }
}

/** Variants of one product, and values new to a specification, come one after the other (PROTOCOL §4.5, AC-13). */
export async function oneAtATime(
  state: AccountState,
  sellerId: string,
  content: SuggestionContent,
): Promise<Finding[]> {
  const { product, values } = exclusiveOf(sellerId, content)
  const fresh = values.filter((value) => !state.knownValues.has(value))
  const others = underWay.get(state) ?? []
  underWay.set(state, others)
  const wrong = [
    ...unless(!others.includes(product), 'KI 962986', 'two variants of one product were sent at the same time'),
    ...unless(
      !fresh.some((value) => others.includes(value)),
      'KI 919761',
      'the same new specification value was sent twice at the same time',
    ),
  ]
  const mine = [product, ...fresh]
  others.push(...mine)
  await pause(state.options.suggestionReceivingMs ?? RECEIVING_MS)
  for (const one of mine) others.splice(others.indexOf(one), 1)
  for (const value of fresh) state.knownValues.add(value)
  return wrong
}
