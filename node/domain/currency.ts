import { MoneyError } from './errors'
import { minorUnits, type CurrencyCode, type MinorUnits } from './money'

/** Decimals VTEX implies in every amount, whatever the currency (PROTOCOL §0, U-14). */
const WIRE_DECIMALS = 2

const exponents = new Map<string, number>()

/** Decimals of a currency's minor unit by ISO 4217: 2 for BRL, 0 for CLP, 3 for KWD. */
export function exponentOf(currency: CurrencyCode): number {
  const known = exponents.get(currency)
  if (known !== undefined) return known
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  const exponent = maximumFractionDigits ?? WIRE_DECIMALS
  exponents.set(currency, exponent)
  return exponent
}

/**
 * An amount in a currency's own minor unit, as VTEX counts: with two decimals. Half up where a decimal is lost.
 * @throws MoneyError unless the amount is a safe integer
 */
export function fromOwnMinorUnit(amount: number, currency: CurrencyCode): MinorUnits {
  const shift = WIRE_DECIMALS - exponentOf(currency)
  if (shift >= 0) return minorUnits(amount * 10 ** shift)
  return minorUnits(Math.floor(minorUnits(amount) / 10 ** -shift + 0.5))
}

/**
 * The way back.
 * @throws MoneyError when the currency has no such fraction, e.g. half a Chilean peso
 */
export function toOwnMinorUnit(amount: MinorUnits, currency: CurrencyCode): number {
  const shift = exponentOf(currency) - WIRE_DECIMALS
  const own = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift
  if (!Number.isSafeInteger(own)) throw new MoneyError(`${amount / 100} cannot be paid in ${currency}`)
  return own
}
