/** What the order of the fixtures is about: two drills and the freight, in cents. */
export const PRICE = 39_900
export const FREIGHT = 1_000
export const UNITS = 2
export const ON_THE_SHELF = 5

/** What so many drills cost, freight included. */
export const valueOf = (units: number): number => PRICE * units + FREIGHT
