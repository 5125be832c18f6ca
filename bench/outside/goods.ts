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
