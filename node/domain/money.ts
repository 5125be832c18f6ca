import type { Brand } from './brand'
import { MoneyError } from './errors'

/** An integer amount in the smallest unit of its currency (for VTEX: two implied decimals, DESIGN D11). */
export type MinorUnits = Brand<number, 'MinorUnits'>

/** ISO 4217. */
export type CurrencyCode = Brand<string, 'CurrencyCode'>

export const ZERO = 0 as MinorUnits

export const currencyCode = (value: string) => value as CurrencyCode

/** @throws MoneyError unless the value is a safe integer; `what` names it in the message. */
export function minorUnits(value: unknown, what = 'amount'): MinorUnits {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new MoneyError(`${what} must be an integer in minor units (two implied decimals)`)
  }
  return value as MinorUnits
}

export const add = (...amounts: MinorUnits[]): MinorUnits =>
  amounts.reduce<number>((sum, amount) => sum + amount, 0) as MinorUnits

export const times = (amount: MinorUnits, quantity: number): MinorUnits => minorUnits(amount * quantity, 'product')

/**
 * Splits a cart-level amount over its lines so that the parts add up exactly (largest remainder, earlier line first).
 * @param total minor units, not negative
 * @param weights one non-negative number per line; when all are zero the lines share alike
 * @returns minor units per line, same order
 * @throws MoneyError when there is no line, or a weight is negative or not finite
 */
export function splitExactly(total: MinorUnits, weights: readonly number[]): MinorUnits[] {
  if (weights.length === 0 || weights.some((weight) => !Number.isFinite(weight) || weight < 0)) {
    throw new MoneyError('an amount can only be split over one or more non-negative weights')
  }
  const sum = weights.reduce((acc, weight) => acc + weight, 0)
  const fair = sum > 0 ? weights : weights.map(() => 1)
  const whole = sum > 0 ? sum : weights.length
  const exact = fair.map((weight) => (total * weight) / whole)
  const parts = exact.map(Math.floor)
  let missing = total - parts.reduce((acc, part) => acc + part, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (let turn = 0; missing > 0; turn = (turn + 1) % byRemainder.length, missing--) {
    parts[byRemainder[turn].index]++
  }
  return parts as MinorUnits[]
}

/** An amount times `part / whole`, half up, exact for any amount; `whole` above 0. */
export function share(amount: MinorUnits, part: number, whole: number): MinorUnits {
  const exact = BigInt(amount) * BigInt(part) * BigInt(2) + BigInt(whole)
  return minorUnits(Number(exact / (BigInt(whole) * BigInt(2))), 'share')
}

/**
 * The decimal text of an amount, for the few places where VTEX wants currency units (PROTOCOL C-12).
 * @param exponent decimals of the currency on this wire
 */
export function toDecimal(amount: MinorUnits, exponent = 2): number {
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0')
  const text = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
  return Number(amount < 0 ? `-${text}` : text)
}
