/** The goods of a made-up shop: SKU n of `count`, n from 0. */
const WIDTH = 6

export const skuOf = (n: number) => `SKU-${String(n).padStart(WIDTH, '0')}`

/** @returns undefined for an SKU nobody made up */
export function numberOf(sku: string): number | undefined {
  const digits = /^SKU-(\d{6})$/.exec(sku)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Minor units. Different for every shop and every edition of its price list, so that no price passes for another. */
export const priceOf = (shop: number, n: number, edition: number) => 1_000_000 * (edition + 1) + 40_000 * shop + n + 1

export const BRAND = 'Northwind'
export const CATEGORY_PATH = ['Tools', 'Drills'] as const

const COLORS = ['Black', 'White', 'Red', 'Green', 'Blue', 'Grey', 'Orange', 'Yellow']
const VOLTAGES = ['12 V', '14 V', '18 V', '20 V', '36 V']
/** Variants of a product. */
const VARIANTS = 4

/** Which product an SKU belongs to, and what tells it from the others. */
export const variantOf = (n: number) => {
  const product = Math.floor(n / VARIANTS)
  return { product, color: COLORS[n % COLORS.length]!, voltage: VOLTAGES[product % VOLTAGES.length]! }
}
