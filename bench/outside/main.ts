import { answerCalls } from '../world/remote'
import { Marketplace } from './marketplace'
import { Partner, type Behaviour } from './partner'
import type { ShopOptions } from './shop'

const partner = new Partner()
const marketplace = new Marketplace()

/** Everything outside the platform: partner and marketplace, in a process of their own. */
const commands = {
  open: async (shops: readonly ShopOptions[]) => ({
    partnerPort: await partner.open(shops),
    marketplacePort: await marketplace.open(),
  }),
  behave: (behaviour: Behaviour) => partner.behave(behaviour),
  /** SKUs `from` to `to`, the latter not included. */
  reprice: ({ token, from, to }: { token: string; from: number; to: number }) => partner.reprice(token, from, to),
  takeCalls: () => ({ partner: partner.calls.take(), marketplace: marketplace.take() }),
  repriced: () => marketplace.repriced,
}
export type OutsideCommands = typeof commands

answerCalls(commands)
