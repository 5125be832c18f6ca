import { randomBytes } from 'node:crypto'
import { CatalogError } from '../../vendure/shop/catalog'
import type { Catalog } from '../../vendure/shop/catalog'
import type { Database } from '../partner/storage/database'
import { ALPHA3 } from './countries'
import { seedProducts } from './seedProducts'
import { seedShipping } from './seedShipping'

/** Fills a new database from a catalogue file. @throws CatalogError when its country is not known here */
export function seedShop(db: Database, catalog: Catalog) {
  const country = ALPHA3[catalog.shop?.country ?? 'BR']
  if (!country) throw new CatalogError(`catalogue: add ${catalog.shop?.country} to seed/countries.ts`)
  const facts = {
    databaseId: randomBytes(4).toString('hex'),
    currency: catalog.shop?.currency ?? 'BRL',
    country,
  }
  for (const [name, value] of Object.entries(facts))
    db.run('INSERT INTO shop (name, value) VALUES (?, ?)', [name, value])
  for (const location of catalog.stockLocations) db.run('INSERT INTO locations (name) VALUES (?)', [location])
  seedProducts(db, catalog.products)
  seedShipping(db, catalog, country)
}
