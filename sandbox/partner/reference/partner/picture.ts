import type { RequestHandler } from 'express'
import { drawPicture } from '../../vendure/shop/picture'
import { skuRow } from './shelf/skus'
import type { Shop } from './shop'

const DEFAULT_COLOR = '#7a8b6f'

/** `GET /images/{sku}.png`. A real shop has photographs. */
export const picture =
  (shop: Shop): RequestHandler =>
  (request, response) => {
    const sku = skuRow(shop, String(request.params.sku))
    if (!sku) response.sendStatus(404)
    else response.type('png').send(drawPicture(sku.sku, sku.color ?? DEFAULT_COLOR))
  }
