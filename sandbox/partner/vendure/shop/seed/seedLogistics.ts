import type { AdminApi } from '../adminApi'
import type { Catalog, ShippingMethodEntry } from '../catalog'
import { postalCodeRange, weightRate } from '../shipping'

/** Warehouses and delivery. Answers the id of each stock location by its name. */
export async function seedLogistics(api: AdminApi, catalog: Catalog): Promise<Map<string, string>> {
  const locations = new Map<string, string>()
  const [first, ...others] = catalog.stockLocations
  const { stockLocations } = await api.run<{ stockLocations: { items: { id: string }[] } }>(
    'query DefaultLocation { stockLocations { items { id } } }',
  )
  const [{ id }] = stockLocations.items
  await api.run(
    'mutation NameLocation($input: UpdateStockLocationInput!) { updateStockLocation(input: $input) { id } }',
    {
      input: { id, name: first },
    },
  )
  locations.set(first, id)
  for (const name of others) {
    const { createStockLocation } = await api.run<{ createStockLocation: { id: string } }>(
      'mutation AddLocation($name: String!) { createStockLocation(input: { name: $name }) { id } }',
      { name },
    )
    locations.set(name, createStockLocation.id)
  }
  for (const method of catalog.shippingMethods) {
    await api.run(
      'mutation AddShipping($input: CreateShippingMethodInput!) { createShippingMethod(input: $input) { id } }',
      { input: shippingMethodInput(method, catalog.shop?.country ?? 'BR') },
    )
  }
  return locations
}

const shippingMethodInput = (method: ShippingMethodEntry, country: string) => ({
  code: method.id,
  fulfillmentHandler: 'manual-fulfillment',
  translations: [{ languageCode: 'pt_BR', name: method.name, description: '' }],
  checker: {
    code: postalCodeRange.code,
    arguments: argumentList({
      country,
      from: method.postalCodes.from,
      to: method.postalCodes.to,
      maxWeightGrams: method.maxWeightGrams ?? 0,
    }),
  },
  calculator: {
    code: weightRate.code,
    arguments: argumentList({
      price: method.price,
      pricePerKg: method.pricePerKg ?? 0,
      estimate: method.estimate,
    }),
  },
})

const argumentList = (values: Record<string, string | number>) =>
  Object.entries(values).map(([name, value]) => ({ name, value: String(value) }))
