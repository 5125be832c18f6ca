import { sampleShopper } from '../marketplace/sampleShopper'
import type { World } from '../world/startWorld'

/** Where the shopper of the story lives. */
export interface Home {
  /** ISO 3166-1 alpha-3 */
  readonly country: string
  readonly postalCode: string
}

export interface OwnStory {
  readonly sold: string
  readonly canceled: string
}

/**
 * Sells one order of somebody's own partner up to the payment, and cancels another. What comes then, invoice and
 * parcel, only the people of that shop can do.
 * @throws Error naming the first thing that is not as it should be
 */
export async function tellOwnStory(world: World, home: Home, tell: (line: string) => void): Promise<OwnStory> {
  const { account, marketplace, platform, sellerId, store } = world
  const shopper = { ...sampleShopper, address: { ...sampleShopper.address, ...home } }
  const buy = async (sku: string) => {
    const { orderId } = await marketplace.placeOrder(account, { sellerId, shopper, items: [{ id: sku, quantity: 1 }] })
    await marketplace.approvePayment(orderId)
    await platform.eventsSettled()
    return orderId
  }

  tell('Catalog: every SKU is offered to the marketplace …')
  await world.syncCatalog()
  // The images are on the internet, where nothing of this world goes: the operator binds by hand instead.
  const suggested = marketplace.suggestions(account).map(({ sku }) => sku)
  for (const sku of suggested) marketplace.bindSku(account, sellerId, sku)
  await world.syncCatalog()
  const available = suggested.filter((sku) => (marketplace.offer(account, sellerId, sku)?.stockBalance ?? 0) >= 2)
  expect(available.length > 0, `no SKU can be bought. ${await reasons(world)}`)
  const [sku, other = sku] = available

  tell(`A shopper in ${home.postalCode}, ${home.country} buys ${sku} …`)
  const sold = await buy(sku)
  const { state } = await store.staff.order(sold)
  expect(state === 'authorized', `after the payment readOrder shows ${sold} as ${state}, not authorized`)

  tell(`Another buys ${other} and changes her mind …`)
  const canceled = await buy(other)
  const ask = { reason: 'Changed my mind', requestedByUser: true }
  const { decision } = await marketplace.requestCancellation(canceled, ask)
  if (decision === 'evaluating') await marketplace.askCancellationAgain(canceled)
  await platform.eventsSettled()
  const ends = marketplace.order(account, canceled)?.status
  expect(ends === 'canceled', `the marketplace shows ${canceled} as ${ends}: cancelOrder was not answered done`)
  return { sold, canceled }
}

async function reasons({ operator, sellerId }: World): Promise<string> {
  const { catalog } = await operator.activity(sellerId)
  const skipped = catalog.skipped.slice(0, 5).map(({ sku, reason }) => `${sku}: ${reason}`)
  return skipped.length > 0 ? skipped.join('; ') : 'None has 2 units in stock'
}

function expect(truth: boolean, otherwise: string): asserts truth {
  if (!truth) throw new Error(`The story broke: ${otherwise}`)
}
