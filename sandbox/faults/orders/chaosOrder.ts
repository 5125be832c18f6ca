import { CheckoutRefused } from '../../marketplace/purchase'
import { hasAgreed, isInProgress, type ModificationBody } from '../../marketplace/modifications/orderModification'
import type { MarketplaceOrder, PlacementOrder } from '../../marketplace/order'
import type { SellerAnswer } from '../../marketplace/sellerCalls'
import { ACCOUNT, SELLER, type ChaosWorld } from '../chaosWorld'
import { markedShopper } from './markedShopper'
import type { Turns } from './turns'

export interface Cart {
  readonly items: readonly { readonly id: string; readonly quantity: number }[]
  /** Identical placements sent at the same moment. */
  readonly copies?: number
  /** How long stock is held without payment; 8 days when absent. */
  readonly lockTtl?: string
}

/** 13 digits, and a number nobody else gives out. */
const FIRST_GROUP = 1_800_000_000_000
const MOST_VISITS = 8
const MOST_PLACEMENTS = 8
const MOST_TURNS = 60

/** The story cannot go on as planned, and that is right: sold out, refused, canceled meanwhile. */
export class StoryEnds extends Error {}

/** One order, with the patience VTEX, the shopper and the partner's staff have for it. */
export class ChaosOrder {
  readonly id: string
  private readonly group: string

  constructor(
    readonly index: number,
    private readonly world: ChaosWorld,
    private readonly turns: Turns,
  ) {
    this.group = String(FIRST_GROUP + index)
    this.id = `${this.group}-01`
  }

  /** The order of record; undefined before checkout created it. */
  get atMarketplace(): MarketplaceOrder | undefined {
    return this.world.marketplace.order(ACCOUNT, this.id)
  }

  wait = () => this.turns.next()

  together = (...ways: readonly (() => Promise<unknown>)[]) => this.turns.together(...ways)

  /** @throws StoryEnds when it cannot be bought or is never accepted */
  async place(cart: Cart): Promise<void> {
    let answers = await this.buy(cart)
    for (let sent = 1; !this.atMarketplace?.sellerOrderId; sent++) {
      if (sent === MOST_PLACEMENTS || answers.some(isFinal)) return this.giveUp(answers)
      await this.wait()
      answers = (await this.world.marketplace.placeAgain(this.id)).answers
    }
  }

  /** The payment is approved, and the seller told until it confirms. */
  async pay(): Promise<void> {
    await this.world.marketplace.approvePayment(this.id)
    for (let turn = 0; turn < MOST_TURNS && !this.atMarketplace?.fulfillmentReceipt; turn++) {
      await this.wait()
      if (this.atMarketplace?.status === 'canceled') return
      await this.world.marketplace.authorizeAgain(this.id)
    }
  }

  /** The order is changed, and the seller told until there is an end to it. */
  async change(body: ModificationBody): Promise<void> {
    const { marketplace } = this.world
    if (this.atMarketplace?.status !== 'payment-approved') return
    await marketplace.requestModification(this.id, body)
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      await this.wait()
      const change = this.atMarketplace.modifications.at(-1)
      if (!change || !isInProgress(change)) return
      if (hasAgreed(change, 'seller', 'Acknowledgment')) await marketplace.sendAgreement(this.id, 'Confirmation')
      else await marketplace.tellModificationAgain(this.id)
    }
  }

  /** The marketplace asks to cancel, and asks again until there is an end to it. */
  async cancel(reason: 'shopper' | 'payment' = 'shopper'): Promise<void> {
    const { marketplace } = this.world
    if (!this.atMarketplace || !MAY_BE_CANCELED.includes(this.atMarketplace.status)) return
    if (reason === 'payment') await marketplace.denyPayment(this.id)
    else await marketplace.requestCancellation(this.id, { reason: 'Changed my mind', requestedByUser: true })
    for (let turn = 0; turn < MOST_TURNS && this.isBeingCanceled; turn++) {
      await this.wait()
      if (this.isBeingCanceled) await marketplace.askCancellationAgain(this.id, turn % 2 ? 'marketplace' : 'seller')
    }
  }

  /** Somebody at the partner does something, as soon as the order is ready for it. @returns false when it never is */
  async staff(act: (staff: ChaosWorld['partner']['staff'], id: string) => Promise<void>): Promise<boolean> {
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      try {
        await act(this.world.partner.staff, this.id)
        return true
      } catch (error) {
        const { message } = error as Error
        if (message.includes('The order is canceled')) return false
        if (!/state-conflict|order-not-found/.test(message)) throw error
      }
      await this.wait()
    }
    return false
  }

  private get isBeingCanceled() {
    return ['request-cancel', 'waiting-for-seller-decision'].includes(this.atMarketplace?.status ?? '')
  }

  /** A shopper who is told that something is not there looks at the page again, some times. */
  private async buy({ items, copies, lockTtl }: Cart): Promise<readonly SellerAnswer[]> {
    for (let visit = 1; ; visit++) {
      try {
        const { answers } = await this.world.marketplace.placeOrder(ACCOUNT, {
          sellerId: SELLER,
          items,
          shopper: markedShopper,
          copies,
          alter: (drawn) => this.ours(drawn, lockTtl),
        })
        return answers
      } catch (error) {
        if (!(error instanceof CheckoutRefused)) throw error
        if (visit === MOST_VISITS) throw new StoryEnds('notSold')
      }
      await this.wait()
    }
  }

  /** Ids are a function of the plan, not of who comes first. */
  private ours(drawn: PlacementOrder, lockTtl: string | undefined): PlacementOrder {
    const { shippingData } = drawn
    const logisticsInfo = shippingData.logisticsInfo.map((row) => ({
      ...row,
      ...(lockTtl ? { lockTTL: lockTtl } : {}),
    }))
    return {
      ...drawn,
      marketplaceOrderId: this.id,
      marketplaceOrderGroup: this.group,
      shippingData: { ...shippingData, logisticsInfo },
    }
  }

  private giveUp(answers: readonly SellerAnswer[]): never {
    this.world.marketplace.giveUpPlacement(this.id)
    throw new StoryEnds(answers.some(isFinal) ? 'refused' : 'notAccepted')
  }
}

const MAY_BE_CANCELED: readonly string[] = ['payment-pending', 'payment-approved']

/** A refusal with a reason; anything else may work next time. */
const isFinal = ({ status }: SellerAnswer) => status === 409 || status === 400
