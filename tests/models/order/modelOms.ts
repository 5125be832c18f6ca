import { failedCall } from '../../unit/fixtures/failedCall'
import { AnswerLost, outwardEffect } from './interference'
import { TOTAL } from './modelPartner'

/** What the marketplace knows of the order. Plain data: a state of the model is a copy of it. */
export interface OmsState {
  readonly status:
    | 'nothing'
    | 'order-create-error'
    | 'payment-pending'
    | 'payment-approved'
    | 'request-cancel'
    | 'invoiced'
    | 'canceled'
  readonly paid: boolean
  /** The seller's answers as the marketplace saw them. */
  readonly accepted: boolean
  readonly authorizationConfirmed: boolean
  readonly cancellationConfirmed: boolean
  readonly invoices: readonly string[]
  readonly tracked: boolean
  readonly delivered: boolean
}

export const NO_ORDER: OmsState = {
  status: 'nothing',
  paid: false,
  accepted: false,
  authorizationConfirmed: false,
  cancellationConfirmed: false,
  invoices: [],
  tracked: false,
  delivered: false,
}

type Body = Readonly<Record<string, unknown>> | undefined

/** OMS as the connector calls it (PROTOCOL §8.2, §9, §11.1), for one order. */
export class ModelOms {
  state = NO_ORDER

  readonly http = {
    getRaw: async () => this.read(),
    postRaw: (url: string, body?: Body) =>
      this.effect(() => (url.endsWith('/cancel') ? this.cancel() : this.invoice(body))),
    patch: (_url: string) => this.effect(() => this.change({ tracked: true })),
    putRaw: (_url: string, body?: Body) => this.effect(() => this.change({ delivered: body?.isDelivered === true })),
  }

  change(change: Partial<OmsState>) {
    this.state = { ...this.state, ...change }
  }

  private read() {
    const { status, accepted } = this.state
    if (status === 'nothing') throw failedCall(404)
    const isCompleted = accepted && status !== 'order-create-error'
    return { status: 200, data: { status, isCompleted, sellers: [{ id: 'acme' }] }, headers: {} }
  }

  private invoice(body: Body) {
    const { status, invoices } = this.state
    const number = String(body?.invoiceNumber)
    if (invoices.includes(number)) return
    if (!['payment-approved', 'request-cancel'].includes(status)) throw failedCall(409)
    this.change({ invoices: [...invoices, number], ...(body?.invoiceValue === TOTAL ? { status: 'invoiced' } : {}) })
  }

  private cancel() {
    const { status } = this.state
    if (status === 'canceled' || status === 'invoiced') throw failedCall(400)
    this.change({ status: 'canceled' })
  }

  private async effect(act: () => void) {
    try {
      await outwardEffect(act)
      return { status: 200, data: {}, headers: {} }
    } catch (error) {
      if (error instanceof AnswerLost) throw failedCall(504)
      throw error
    }
  }
}
