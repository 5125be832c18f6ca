import type { CatalogItem } from './catalogItem'
import { isEan } from './ean'

const NAME_LIMIT = 150
/** Ids go into URL paths of VTEX: `/` and spaces are a risk there (PROTOCOL §4.1, U-11). */
const SAFE_SKU = /^[A-Za-z0-9._-]{1,100}$/

/**
 * Why VTEX's matcher would not take this SKU (PROTOCOL §4.3), in words its owner can act on.
 * @returns undefined when the content is complete
 */
export function contentProblem(item: CatalogItem): string | undefined {
  if (!SAFE_SKU.test(item.sku)) return 'the SKU id may hold letters, digits, ".", "_" and "-" only'
  if (!item.active) return 'the partner does not sell it'
  if (item.price === undefined) return 'it has no price'
  if (!item.productName.trim() || !item.skuName.trim()) return 'product and SKU need a name'
  if (item.productName.length > NAME_LIMIT || item.skuName.length > NAME_LIMIT) {
    return `a name is longer than ${NAME_LIMIT} characters`
  }
  if (!item.brand) return 'it has no brand'
  if (item.categoryPath.length === 0) return 'it has no category'
  const wrongEan = item.eans.find((ean) => !isEan(ean))
  if (wrongEan !== undefined) return `EAN ${wrongEan} has a wrong length or check digit`
  for (const [what, value] of [
    ['height', item.heightCm],
    ['width', item.widthCm],
    ['length', item.lengthCm],
    ['weight', item.weightGrams],
  ] as const) {
    if (value === undefined || !(value > 0)) return `its ${what} must be more than 0`
  }
  if (item.images.length === 0) return 'it has no image'
  const insecure = item.images.find((image) => !image.url.startsWith('https://'))
  if (insecure) return `image ${insecure.name} is not served over https`
  return undefined
}
