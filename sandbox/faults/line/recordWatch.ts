import type { OrderState } from '../../../node/domain/orders/states'

interface WrittenOrder {
  readonly marketplaceOrderId: string
  readonly state: OrderState
}

/** The states each order record went through, as the record store took them. */
export class RecordWatch {
  readonly histories = new Map<string, OrderState[]>()

  /** @param body of an accepted write to the bucket of orders */
  wrote(body: Buffer) {
    const { marketplaceOrderId, state } = JSON.parse(body.toString()) as WrittenOrder
    const history = this.histories.get(marketplaceOrderId) ?? []
    if (history.at(-1) !== state) history.push(state)
    this.histories.set(marketplaceOrderId, history)
  }
}
