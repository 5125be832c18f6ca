import type { Operation } from '../call'
import { orderBody } from './orderBody'

export const readOrder: Operation = (shop, { reference }) => ({ body: orderBody(shop, reference) })
