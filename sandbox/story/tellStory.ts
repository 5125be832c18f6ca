import type { World } from '../world/startWorld'

/** The orders of the story, for whoever wants to look them up. */
export interface Story {
  readonly delivered: string
  readonly canceled: string
}

/**
 * Sells one order of the store in the marketplace from catalog to delivery, and cancels another.
 * @throws Error naming the first thing that is not as it should be
 */
export async function tellStory(world: World, tell: (line: string) => void): Promise<Story> {
  const { account, marketplace, platform, sellerId, store } = world

  tell('Catalog: every SKU is offered to the marketplace …')
  await world.syncCatalog()
  for (const { sku, status } of marketplace.suggestions(account)) {
    if (status === 'pending') await marketplace.approveSuggestion(account, sellerId, sku)
  }
  tell('The operator approved them; the connector tells price and stock …')
  await world.syncCatalog()
  const [sku, other] = sellable(world)

  tell(`A shopper buys ${sku} …`)
  const first = await marketplace.placeOrder(account, { sellerId, items: [{ id: sku, quantity: 2 }] })
  await marketplace.approvePayment(first.orderId)
  await platform.eventsSettled()

  tell('The store packs, invoices and ships …')
  await store.staff.invoice(first.orderId, { number: 'CU-000981', url: 'https://casaumbuzeiro.example/nf/000981.pdf' })
  await store.staff.ship(first.orderId, { courier: 'Correios', trackingCode: 'QB123456789BR' })
  await platform.tick()
  await store.staff.deliver(first.orderId)
  await platform.tick()
  expect(marketplace.isDelivered(first.orderId), `order ${first.orderId} is not delivered at the marketplace`)

  tell(`Another shopper buys ${other} and changes her mind …`)
  const second = await marketplace.placeOrder(account, { sellerId, items: [{ id: other, quantity: 1 }] })
  await marketplace.approvePayment(second.orderId)
  await platform.eventsSettled()
  const answer = await marketplace.requestCancellation(second.orderId, {
    reason: 'Changed my mind',
    requestedByUser: true,
  })
  if (answer.decision === 'evaluating') await marketplace.askCancellationAgain(second.orderId)
  await platform.eventsSettled()
  expect(marketplace.order(account, second.orderId)?.status === 'canceled', `order ${second.orderId} is not canceled`)
  expect((await store.staff.order(second.orderId)).state === 'canceled', 'the store did not cancel its order')

  return { delivered: first.orderId, canceled: second.orderId }
}

/** Two SKUs the marketplace's index shows as available. */
function sellable({ account, marketplace, sellerId }: World): [string, string] {
  const available = marketplace
    .suggestions(account)
    .map(({ sku }) => sku)
    .filter((sku) => (marketplace.offer(account, sellerId, sku)?.stockBalance ?? 0) >= 2)
  expect(available.length >= 2, 'the marketplace index shows fewer than two SKUs to buy')
  return [available[0], available[1]]
}

function expect(truth: boolean, otherwise: string): asserts truth {
  if (!truth) throw new Error(`The story broke: ${otherwise}`)
}
