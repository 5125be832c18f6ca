import type { ProductEntry, VariantEntry } from '../../vendure/shop/catalog'
import type { Database } from '../partner/storage/database'

export function seedProducts(db: Database, products: readonly ProductEntry[]) {
  for (const product of products) {
    db.run('INSERT INTO products (name, description, brand, categoryPath, specifications) VALUES (?, ?, ?, ?, ?)', [
      product.name,
      product.description,
      product.brand,
      JSON.stringify(product.category ?? []),
      JSON.stringify(product.specifications ?? {}),
    ])
    const productId = db.lastId()
    for (const variant of product.variants) seedVariant(db, productId, product, variant)
  }
}

function seedVariant(db: Database, productId: number, product: ProductEntry, variant: VariantEntry) {
  const options = variant.options ?? {}
  db.run(
    `INSERT INTO skus (sku, productId, name, options, ean, weightGrams, lengthMm, widthMm, heightMm, color, active,
       services, attachments)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      variant.sku,
      productId,
      variant.name ?? [product.name, ...Object.values(options)].join(' '),
      JSON.stringify(options),
      variant.ean,
      variant.weightGrams,
      variant.lengthMm,
      variant.widthMm,
      variant.heightMm,
      variant.color,
      (product.enabled ?? true) && (variant.enabled ?? true) ? 1 : 0,
      variant.services && JSON.stringify(variant.services),
      variant.attachments && JSON.stringify(variant.attachments),
    ],
  )
  if (variant.price !== undefined) {
    db.run("INSERT INTO prices (sku, list, price) VALUES (?, '', ?)", [variant.sku, variant.price])
  }
  for (const [location, onHand] of Object.entries(variant.stock ?? {})) {
    db.run('INSERT INTO stock (sku, location, onHand) VALUES (?, ?, ?)', [variant.sku, location, onHand])
  }
}
