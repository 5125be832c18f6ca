import type { Clock } from '../../../domain/clock'
import { ConnectorError } from '../../../domain/errors'

/** What came of a call, and how long it took in milliseconds. */
export type Timed<T> = ({ readonly value: T } | { readonly problem: string }) & { readonly ms: number }

export async function timed<T>({ now }: Clock, call: () => Promise<T>): Promise<Timed<T>> {
  const start = now()
  try {
    const value = await call()
    return { value, ms: now() - start }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return { problem: error.message, ms: now() - start }
  }
}
