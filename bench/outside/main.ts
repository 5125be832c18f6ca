import { answerCalls } from '../world/remote'
import { Marketplace } from './marketplace'
import { Partner, type Behaviour } from './partner'
import type { ShopOptions } from './shop'

const partner = new Partner()
const marketplace = new Marketplace()

/** Everything outside the platform: partner and marketplace, in a process of their own. */
const commands = {
  open: async ({ shops, empty }: { readonly shops: readonly ShopOptions[]; readonly empty?: boolean }) => ({
    partnerPort: await partner.open(shops),
    marketplacePort: await marketplace.open(empty),
  }),
  approveAll: () => marketplace.approveAll(),
  behave: (behaviour: Behaviour) => partner.behave(behaviour),
  /** Every `step`th SKU from `from` to `to`, the latter not included. */
  reprice: ({ token, ...which }: { token: string; from: number; to: number; step?: number }) =>
    partner.reprice(token, which),
  /** From now on the partner can say what changed. */
  offerFeed: ({ token }: { token: string }) => partner.offerFeed(token),
  takeCalls: () => ({ partner: partner.calls.take(), marketplace: marketplace.take() }),
  progress: () => marketplace.progress(),
}
export type OutsideCommands = typeof commands

answerCalls(commands)
