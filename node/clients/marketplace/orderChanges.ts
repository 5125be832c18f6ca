import { JanusClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { MarketplaceRejected } from '../../domain/errors'
import type { MarketplaceOrderId } from '../../domain/ids'
import type { AgreementType } from '../../domain/orders/changes/changeAsked'
import type { OrderModification } from '../../typings/orderModification'
import type { CallScope } from '../callScope'
import { vtexCall, vtexClientOptions } from './vtexCall'

/** Order modifications at the marketplace (PROTOCOL §10). */
export class OrderChanges extends JanusClient {
  constructor(
    context: IOContext,
    private readonly scope: CallScope,
    options?: InstanceOptions,
  ) {
    super(context, vtexClientOptions(context, scope, options))
  }

  /**
   * Repeatable: the same agreement twice is harmless. Two documents name two routes; the order system's comes first (C-34).
   * @throws MarketplaceRejected 404 when neither route knows the change
   */
  async sendAgreement(order: MarketplaceOrderId, change: string, agreementType: AgreementType): Promise<void> {
    try {
      await this.agree(`${changePath(order, change)}/send-agreement`, order, agreementType)
    } catch (error) {
      if (!isUnknown(error)) throw error
      const twin = `/api/oms/pvt/orders/${segment(order)}/changes/${segment(change)}/send-agreement`
      await this.agree(twin, order, agreementType)
    }
  }

  /**
   * Every change of the order VTEX took on, whoever asked for it (PROTOCOL §10.3).
   * @param deadlineAt milliseconds of the clock, also of the methods below; without it a call has the usual time
   */
  async list(order: MarketplaceOrderId, deadlineAt?: number): Promise<readonly OrderModification[]> {
    const { data } = await vtexCall(this.scope, 'listModifications', order, () =>
      this.http.getRaw<{ requests?: readonly OrderModification[] | null } | null>(changesPath(order), {
        metric: 'listModifications',
        ...this.until(deadlineAt),
      }),
    )
    return data?.requests ?? []
  }

  /** @returns undefined when VTEX does not know a change by this id */
  async read(order: MarketplaceOrderId, change: string, deadlineAt?: number): Promise<OrderModification | undefined> {
    try {
      const { data } = await vtexCall(this.scope, 'readModification', order, () =>
        this.http.getRaw<OrderModification>(changePath(order, change), {
          metric: 'readModification',
          ...this.until(deadlineAt),
        }),
      )
      return data ?? undefined
    } catch (error) {
      if (isUnknown(error)) return undefined
      throw error
    }
  }

  /** The only way to refuse a change (PROTOCOL U-04). */
  async cancel(order: MarketplaceOrderId, change: string, reason: string, deadlineAt?: number): Promise<void> {
    await vtexCall(this.scope, 'cancelModification', order, () =>
      this.http.postRaw(
        `${changePath(order, change)}/cancel`,
        { reason },
        { metric: 'cancelModification', ...this.until(deadlineAt) },
      ),
    )
  }

  /** A deadline that has passed ends the call at once: zero would mean no limit. */
  private until(deadlineAt: number | undefined): { timeout?: number } {
    return deadlineAt === undefined ? {} : { timeout: Math.max(1, deadlineAt - this.scope.clock.now()) }
  }

  private agree(path: string, order: MarketplaceOrderId, agreementType: AgreementType) {
    return vtexCall(this.scope, 'sendAgreement', order, () =>
      this.http.postRaw(path, { agreementType }, { metric: 'sendAgreement' }),
    )
  }
}

const segment = (id: string) => encodeURIComponent(id)
const changesPath = (order: string) => `/api/order-system/orders/${segment(order)}/changes`
const changePath = (order: string, change: string) => `${changesPath(order)}/${segment(change)}`

const isUnknown = (error: unknown) => error instanceof MarketplaceRejected && error.status === 404
