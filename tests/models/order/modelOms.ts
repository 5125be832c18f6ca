import { failedCall } from '../../unit/fixtures/failedCall'
import { AnswerLost, outwardEffect } from './interference'
import { UNITS, valueOf } from './modelGoods'
import { agreedBySeller, canceledChange, changeShown, idAtVtex, isInProgress, type OmsChange } from './modelChange'

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
  readonly units: number
  readonly paid: boolean
  /** The seller's answers as the marketplace saw them. */
  readonly accepted: boolean
  readonly authorizationConfirmed: boolean
  readonly cancellationConfirmed: boolean
  readonly invoices: readonly OmsInvoice[]
  readonly tracked: boolean
  readonly delivered: boolean
  readonly change?: OmsChange
  /** Rules of the protocol the connector broke. */
  readonly offences: readonly string[]
}

export interface OmsInvoice {
  readonly number: string
  readonly type: 'Output' | 'Input'
  readonly value: number
  readonly units: number
}

export const NO_ORDER: OmsState = {
  status: 'nothing',
  units: UNITS,
  paid: false,
  accepted: false,
  authorizationConfirmed: false,
  cancellationConfirmed: false,
  invoices: [],
  tracked: false,
  delivered: false,
  offences: [],
}

/** Value of the documents of one kind. */
export const documented = ({ invoices }: OmsState, type: OmsInvoice['type']): number =>
  invoices.reduce((sum, one) => sum + (one.type === type ? one.value : 0), 0)

interface Body {
  readonly type?: OmsInvoice['type']
  readonly invoiceNumber?: string
  readonly invoiceValue?: number
  readonly items?: readonly { readonly quantity: number }[]
  readonly agreementType?: 'Acknowledgment' | 'Confirmation'
  readonly isDelivered?: boolean
}

const CHANGES = /\/changes$/
const CHANGE = /\/changes\/([^/]+)(?:\/(send-agreement|cancel))?$/

/** OMS as the connector calls it (PROTOCOL §8.2, §9, §10, §11.1), for one order. */
export class ModelOms {
  state = NO_ORDER

  readonly http = {
    getRaw: async (url: string) => ({
      status: 200,
      data: CHANGES.test(url) ? this.history() : this.read(CHANGE.exec(url)?.[1]),
      headers: {},
    }),
    postRaw: (url: string, body: Body) => this.effect(() => this.post(url, body)),
    patch: (_url: string) => this.effect(() => this.change({ tracked: true })),
    putRaw: (_url: string, body: Body) => this.effect(() => this.change({ delivered: body.isDelivered === true })),
  }

  change(change: Partial<OmsState>) {
    this.state = { ...this.state, ...change }
  }

  private read(changeId: string | undefined) {
    if (changeId !== undefined) return changeShown(this.changeOf(changeId))
    const { accepted, invoices, status, units } = this.state
    if (status === 'nothing') throw failedCall(404)
    return {
      status,
      isCompleted: accepted && status !== 'order-create-error',
      sellers: [{ id: 'acme' }],
      items: [{ id: 'M-1', sellerSku: 'DRILL', quantity: units }],
      packageAttachment: {
        packages: invoices.map(({ number, type, units: quantity }) => ({
          invoiceNumber: number,
          type,
          items: [{ itemIndex: 0, quantity }],
        })),
      },
    }
  }

  private history() {
    const { change } = this.state
    return { requests: change ? [changeShown(change)] : [] }
  }

  private post(url: string, body: Body) {
    const [, changeId, action] = CHANGE.exec(url) ?? []
    if (changeId === undefined) return url.endsWith('/cancel') ? this.cancel() : this.invoice(body)
    const change = this.changeOf(changeId)
    if (action === 'cancel') return this.change({ change: canceledChange(change) })
    if (this.state.status === 'canceled') throw failedCall(400)
    const agreed = agreedBySeller(change, body.agreementType!)
    const isDone = agreed.status === 'done' && change.status !== 'done'
    this.change({ change: agreed, ...(isDone ? { units: UNITS + change.units } : {}) })
  }

  private changeOf(id: string): OmsChange {
    const { change } = this.state
    if (!change || idAtVtex(change) !== id) throw failedCall(404)
    return change
  }

  private invoice({ invoiceNumber: number = '', invoiceValue: value = 0, items = [], type = 'Output' }: Body) {
    const { invoices, status } = this.state
    if (invoices.some((one) => one.number === number)) return
    const open = type === 'Output' ? ['payment-approved', 'request-cancel'] : ['invoiced']
    if (!open.includes(status)) throw failedCall(409)
    const limit = type === 'Output' ? valueOf(this.state.units) : documented(this.state, 'Output')
    if (documented(this.state, type) + value > limit) throw failedCall(400)
    this.crossing('an invoice crosses a change that was promised (KI 1348894)')
    const units = items.reduce((sum, { quantity }) => sum + quantity, 0)
    this.change({ invoices: [...invoices, { number, type, value, units }] })
    if (documented(this.state, 'Output') === limit) this.change({ status: 'invoiced' })
  }

  private cancel() {
    const { status } = this.state
    const invoiced = documented(this.state, 'Output')
    if (status === 'canceled' || documented(this.state, 'Input') < invoiced) throw failedCall(400)
    this.crossing('a cancellation crosses a change that was promised (PROTOCOL §16)')
    this.change({ status: 'canceled' })
  }

  /** The seller confirms what was asked of it: since then nobody could begin a change. */
  cancellationConfirmed() {
    if (isInProgress(this.state.change)) this.offend('a confirmed cancellation crosses a change (PROTOCOL §16)')
    this.change({ status: 'canceled' })
  }

  /** VTEX allows it all the same. One that is begun at this moment the seller cannot know of. */
  private crossing(offence: string) {
    const { change } = this.state
    if (change?.sellerAcknowledged && isInProgress(change)) this.offend(offence)
  }

  private offend(offence: string) {
    this.change({ offences: [...this.state.offences, offence] })
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
