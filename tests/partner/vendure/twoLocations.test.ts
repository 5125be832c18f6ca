import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { MinorUnits } from '../../../node/domain/money'
import { marketplaceOrderId, sellerSkuId } from '../../../node/domain/ids'
import { AdminApi } from '../../../sandbox/partner/vendure/shop/adminApi'
import type { Catalog } from '../../../sandbox/partner/vendure/shop/catalog'
import { BOOT_MS, ShopWorld, shirtOrder, unhurried } from './shopWorld'

/** Another catalogue than the sandbox's own: every SKU lies in two warehouses, which Vendure does not survive. */
const SPLIT_STOCK: Catalog = {
  stockLocations: ['Norte', 'Sul'],
  shippingMethods: [
    { id: 'motoboy', name: 'Motoboy', postalCodes: { from: '01000000', to: '01999999' }, price: 900, estimate: '3h' },
  ],
  products: [
    { name: 'Filtro', variants: [{ sku: 'FILTRO', price: 5000, stock: { Norte: 2, Sul: 4 } }] },
    { name: 'Moringa', variants: [{ sku: 'MORINGA', price: 7000, stock: { Norte: 2, Sul: 4 } }] },
  ],
}

let folder: string
let world: ShopWorld
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'catalog-'))
  const file = path.join(folder, 'split.json')
  writeFileSync(file, JSON.stringify(SPLIT_STOCK))
  world = await ShopWorld.open(file)
}, BOOT_MS)
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

const allocated = async (sku: string) =>
  (await world.store.staff.stockOf(sku)).reduce((sum, level) => sum + level.allocated, 0)

const order = (quantity: number) =>
  shirtOrder({
    lines: [{ sku: sellerSkuId('FILTRO'), quantity, unitPrice: 5000 as MinorUnits }],
    shipping: { optionId: 'motoboy', channel: 'delivery', price: 900 as MinorUnits },
  })

it('left to itself, Vendure allocates too much over two locations and leaks it on cancellation (trap 4)', async () => {
  const shop = await AdminApi.signIn(`${world.store.url}/admin-api`, world.store.username, world.store.password)
  const { createDraftOrder } = await shop.run<{ createDraftOrder: { id: string } }>(
    'mutation D { createDraftOrder { id } }',
  )
  const { productVariants, shippingMethods } = await shop.run<{
    productVariants: { items: { id: string }[] }
    shippingMethods: { items: { id: string }[] }
  }>(
    `query V {
      productVariants(options: { filter: { sku: { eq: "MORINGA" } } }) { items { id } }
      shippingMethods { items { id } }
    }`,
  )
  const variables = {
    id: createDraftOrder.id,
    variant: productVariants.items[0].id,
    method: shippingMethods.items[0].id,
  }
  await shop.run(
    `mutation Sell($id: ID!, $variant: ID!, $method: ID!) {
      a: addItemToDraftOrder(orderId: $id, input: { productVariantId: $variant, quantity: 3 }) { __typename }
      b: setCustomerForDraftOrder(orderId: $id, input: { firstName: "A", lastName: "B", emailAddress: "a@b.test" }) { __typename }
      c: setDraftOrderShippingAddress(orderId: $id, input: { streetLine1: "Rua", countryCode: "BR", postalCode: "01310100" }) { id }
      d: setDraftOrderShippingMethod(orderId: $id, shippingMethodId: $method) { ... on ErrorResult { errorCode message } }
      e: transitionOrderToState(id: $id, state: "ArrangingPayment") { ... on ErrorResult { errorCode message } }
      f: addManualPaymentToOrder(input: { orderId: $id, method: "x", metadata: {} }) { ... on ErrorResult { errorCode message } }
    }`,
    variables,
  )
  expect(await allocated('MORINGA')).toBe(5)
  await shop.run(
    `mutation Cancel($id: ID!) {
      cancelOrder(input: { orderId: $id, cancelShipping: true }) { ... on ErrorResult { errorCode message } }
    }`,
    { id: createDraftOrder.id },
  )
  expect(await allocated('MORINGA')).toBe(2)
})

it('the connector never asks for more than the smaller location holds, and nothing leaks (trap 4)', async () => {
  const { partner } = world.open()
  const shelf = () => partner.quote({ lines: [{ sku: sellerSkuId('FILTRO'), quantity: 1 }] }, unhurried())
  expect((await shelf()).offers).toMatchObject([{ stock: 2 }])
  await expect(partner.createOrder(order(3), unhurried())).rejects.toMatchObject({ reason: 'outOfStock' })

  const two = order(2)
  await partner.createOrder(two, unhurried())
  await partner.authorizeOrder(two.reference, unhurried())
  expect(await allocated('FILTRO')).toBe(2)
  // The smaller location is empty now: the other one is sold from.
  expect((await shelf()).offers).toMatchObject([{ stock: 4 }])
  await partner.cancelOrder(two.reference, 'test', unhurried())
  expect(await allocated('FILTRO')).toBe(0)
})

it('sells another catalogue with its own delivery and no brand, category or EAN', async () => {
  const { partner } = world.open()
  const { items } = await partner.catalogPage(undefined, unhurried())
  expect(items).toMatchObject([
    { sku: 'FILTRO', categoryPath: [], eans: [], price: 5000, stock: 2 },
    { sku: 'MORINGA', price: 7000 },
  ])
  expect(items[0].brand).toBeUndefined()
  const quote = await partner.quote(
    { lines: [{ sku: sellerSkuId('FILTRO'), quantity: 1 }], destination: { country: 'BRA', postalCode: '01310100' } },
    unhurried(),
  )
  expect(quote.shippingOptions).toEqual([
    { id: 'motoboy', name: 'Motoboy', channel: 'delivery', price: 900, estimate: '3h' },
  ])
  expect(await partner.findOrder(marketplaceOrderId('unknown-01'), unhurried())).toBeUndefined()
})
