import type { Catalog } from '../../vendure/shop/catalog'
import type { PickupPoint } from '../partner/bodies'
import type { WindowPlan } from '../partner/shelf/deliveryWindows'
import type { Database } from '../partner/storage/database'

/** The file's methods, and what the file cannot say: a scheduled delivery and a pickup point, where its first method goes. */
export function seedShipping(db: Database, { shippingMethods }: Catalog, country: string) {
  for (const { id, name, postalCodes, price, pricePerKg, maxWeightGrams, estimate } of shippingMethods) {
    db.run(
      `INSERT INTO shippingOptions (id, name, channel, postalFrom, postalTo, price, pricePerKg, maxWeightGrams, estimate)
       VALUES (?, ?, 'delivery', ?, ?, ?, ?, ?, ?)`,
      [id, name, postalCodes.from, postalCodes.to, price, pricePerKg ?? 0, maxWeightGrams, estimate],
    )
  }
  const [first] = shippingMethods
  if (!first) return
  const { from, to } = first.postalCodes
  const extra = `INSERT INTO shippingOptions
    (id, name, channel, postalFrom, postalTo, price, pricePerKg, estimate, windows, pickupPoint)
    VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`
  db.run(extra, ['agendada', 'Entrega agendada', 'delivery', from, to, 3_490, '1bd', JSON.stringify(WINDOWS), null])
  const pickupPoint = JSON.stringify(counter(country, from))
  db.run(extra, ['retirada', 'Retirada no balcão', 'pickup-in-point', from, to, 0, '1bd', null, pickupPoint])
}

/** 8 to 12 and 18 to 21 o'clock in São Paulo. */
const WINDOWS: readonly WindowPlan[] = [
  { fromHour: 11, toHour: 15, price: 0 },
  { fromHour: 21, toHour: 24, price: 590 },
]

const counter = (country: string, postalCode: string): PickupPoint => ({
  id: 'balcao-1',
  name: 'Balcão da expedição',
  instructions: 'Traga um documento com foto.',
  address: {
    country,
    postalCode,
    city: 'São Paulo',
    state: 'SP',
    street: 'Rua do Balcão',
    number: '100',
    neighborhood: 'Centro',
    geoCoordinates: { longitude: -46.6333, latitude: -23.5505 },
  },
})
