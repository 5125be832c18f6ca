import { isObject } from '../isObject'

/** Seller ids named in app settings, in `sellers` or in `sellersJson`; broken entries are the app's to explain. */
export function sellerIdsOf(settings: Readonly<Record<string, unknown>>): string[] {
  const items = listIn(settings.sellers) ?? listIn(parsed(settings.sellersJson)) ?? []
  const ids = items.flatMap((item) => (isObject(item) && typeof item.sellerId === 'string' ? [item.sellerId] : []))
  return [...new Set(ids)]
}

function listIn(value: unknown): unknown[] | undefined {
  const list = isObject(value) ? value.sellers : value
  return Array.isArray(list) && list.length > 0 ? list : undefined
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
