import { execFileSync } from 'node:child_process'
import path from 'node:path'

import type { Placement } from '../../sandbox/marketplace/checkout'
import { CheckoutRefused, type Purchase } from '../../sandbox/marketplace/purchase'
import type { PartnerStore } from '../../sandbox/partner/store'
import { advanceClocks } from '../../sandbox/world/advanceClocks'
import type { World, WorldOptions } from '../../sandbox/world/startWorld'
import { startWorld } from '../../sandbox/world/startWorld'

const ROOT = path.join(__dirname, '..', '..')
const BOOT_MS = 120_000

/** Every kind of partner the journeys are made with. */
export const PARTNERS: readonly PartnerStore['kind'][] = ['vendure', 'seller-api']

/** Folder of the compiled app: the test command's, or a build made now. */
export const appDir = (): string =>
  process.env.CONNECTOR_BUILD ??
  execFileSync(process.execPath, [path.join(ROOT, 'scripts', 'buildApp.mjs')], { encoding: 'utf8' }).trim()

/** A world of its own for the tests of a file: real store, real runtime, strict marketplace. */
export function journey(options: Partial<WorldOptions> = {}): { readonly world: World } {
  let world: World | undefined
  beforeAll(async () => {
    world = await startWorld({ appDir: appDir(), tell: () => undefined, ...options })
    await world.bindCatalog()
  }, BOOT_MS)
  afterAll(() => world?.stop())
  return {
    get world() {
      if (!world) throw new Error('the world is not up')
      return world
    },
  }
}

/** Asks until the answer is right; for things another process does in its own time. Bounded, and without waiting. */
export async function until<T>(ask: () => Promise<T>, right: (answer: T) => boolean, rounds = 5_000): Promise<T> {
  for (let round = 0; round < rounds; round++) {
    const answer = await ask()
    if (right(answer)) return answer
  }
  throw new Error('it never came to that')
}

/**
 * A shopper buys. On a busy machine a simulation may miss VTEX's 2.5 s; a shopper then looks at the page again a little later. A placement
 * that is answered 503 is repeated, as VTEX does.
 */
export async function buy(
  world: World,
  sku: string,
  more: { copies?: number } & Partial<Omit<Purchase['items'][number], 'id'>> = {},
): Promise<Placement> {
  const { copies = 1, quantity = 1, ...wishes } = more
  for (let visit = 1; ; visit++) {
    try {
      const placement = await world.marketplace.placeOrder(world.account, {
        sellerId: world.sellerId,
        items: [{ ...wishes, id: sku, quantity }],
        copies,
      })
      return await repeated(world, placement)
    } catch (error) {
      if (!(error instanceof CheckoutRefused) || visit === MOST_VISITS) throw error
      await advanceClocks(world, BACK_AFTER_S)
    }
  }
}

const MOST_VISITS = 5
/** A store that was too slow again and again is left alone for five seconds. */
const BACK_AFTER_S = 6

async function repeated(world: World, first: Placement): Promise<Placement> {
  let placement = first
  for (let calls = 1; calls < MOST_VISITS && placement.answers.every(({ status }) => status === 503); calls++) {
    placement = await world.marketplace.placeAgain(first.orderId)
  }
  return placement
}
