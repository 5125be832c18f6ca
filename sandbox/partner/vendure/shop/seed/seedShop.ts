import type { INestApplicationContext } from '@nestjs/common'
import type { Catalog } from '../catalog'
import { AdminApi } from '../adminApi'
import { seedCategories } from './seedCategories'
import { seedLogins } from './seedLogins'
import type { ShopLogins } from './seedLogins'
import { seedLogistics } from './seedLogistics'
import { seedMarket } from './seedMarket'
import { seedProducts } from './seedProducts'

/** Fills an empty shop, through its own Admin API wherever that can do it. */
export async function seedShop(app: INestApplicationContext, api: AdminApi, catalog: Catalog, logins: ShopLogins) {
  const channelId = await seedMarket(app, catalog.shop ?? {})
  const locations = await seedLogistics(api, catalog)
  const productIds = await seedProducts(app, api, catalog.products, locations)
  await seedCategories(api, catalog.products, productIds)
  await seedLogins(api, channelId, logins)
}
