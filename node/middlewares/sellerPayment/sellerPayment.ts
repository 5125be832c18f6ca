import { NotImplemented } from '../../domain/errors'
import type { Middleware } from '../../typings/context'

/**
 * The legacy routes of a seller that takes payments itself (PROTOCOL §12). The body may hold card data: nothing reads it.
 */
export const sellerPayment: Middleware = async function sellerPayment() {
  throw new NotImplemented('This seller takes no payments: they are made at the marketplace or its gateway account')
}
