import { PartnerInDoubt, PartnerRefused, PartnerUnavailable } from '../../../domain/errors'
import type { SellerSkuId } from '../../../domain/ids'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import type { CallBudget, PartnerOrder, PartnerOrderRequest } from '../partner'
import type { Answer } from './answer'
import { buildDraft } from './buildDraft'
import { CLAIM_AND_PLACE, CREATE_DRAFT, DELETE_DRAFT, PLACE_CLAIMED, PREPARE_PLACEMENT } from './documents/placement'
import { soldVariants } from './offers'
import type { Operation } from './operation'
import { errorCodeOf, isDraft, orderWith, partnerOrder } from './orderAnswer'
import { describe } from './shopError'
import type { VendureApi } from './vendureApi'

/**
 * Creates an order under its reference, once.
 *
 * The draft is built and checked without the reference; only then it claims the reference and becomes an order, in one
 * request. So whoever finds a draft *with* a reference knows that it is complete and may finish it, nobody has to tell
 * a draft in work from an abandoned one, and of ten builders nine are stopped by the unique field and drop their drafts.
 * A crash before the claim leaves a draft without reference, which reserves nothing and is swept later.
 */
export class Placement {
  constructor(
    private readonly api: VendureApi,
    private readonly seller: SellerSettings,
    private readonly request: PartnerOrderRequest,
    private readonly budget: CallBudget,
  ) {}

  async run(): Promise<PartnerOrder> {
    const prepared = await this.prepare()
    const existing = orderWith(this.request.reference, prepared)
    if (existing) {
      return this.concluded(existing)
    }
    const variantIds = this.orderable(prepared)
    const methodId = this.methodId(prepared)
    const id = (await this.createDraft()).get('createDraftOrder').get('id').id()
    try {
      await buildDraft(this.api, { id, variantIds, methodId }, this.request, this.budget)
    } catch (error) {
      await this.dropDraft(id)
      throw notYetAnOrder(error)
    }
    return this.claim(id)
  }

  private prepare(): Promise<Answer> {
    const { reference, lines, shipping } = this.request
    const skus = [...new Set(lines.map(({ sku }) => sku))]
    return this.ask(PREPARE_PLACEMENT, {
      reference,
      skus,
      take: Math.min(1_000, skus.length * 2),
      method: shipping.optionId,
    })
  }

  private createDraft(): Promise<Answer> {
    return this.ask(CREATE_DRAFT, {}).catch((error: unknown) => {
      throw notYetAnOrder(error)
    })
  }

  /** Ids of the variants. @throws PartnerRefused when one is not sold, or not in the quantity wanted */
  private orderable(prepared: Answer): Map<SellerSkuId, string> {
    const sold = soldVariants(prepared, this.seller.currency)
    const wanted = new Map<SellerSkuId, number>()
    for (const { sku, quantity } of this.request.lines) {
      wanted.set(sku, (wanted.get(sku) ?? 0) + quantity)
    }
    const ids = new Map<SellerSkuId, string>()
    for (const [sku, quantity] of wanted) {
      const variant = sold.get(sku)
      if (!variant) {
        throw new PartnerRefused('unknownSku', `The partner does not sell SKU ${sku}`)
      }
      if (quantity > variant.offer.stock) {
        throw new PartnerRefused('outOfStock', `The partner has ${variant.offer.stock} of SKU ${sku}, not ${quantity}`)
      }
      ids.set(sku, variant.id)
    }
    return ids
  }

  private methodId(prepared: Answer): string {
    const { shipping } = this.request
    const [method] = prepared.get('shippingMethods').get('items').list()
    if (shipping.channel !== 'delivery' || !method) {
      throw new PartnerRefused('shippingUnavailable', `The partner has no delivery option ${shipping.optionId}`)
    }
    return method.get('id').id()
  }

  private async claim(id: string): Promise<PartnerOrder> {
    const { reference } = this.request
    const { data, errors } = await this.api.send(CLAIM_AND_PLACE, {
      variables: { id, order: { id, customFields: { externalRef: reference } } },
      budget: this.budget,
      subject: reference,
    })
    const [error] = errors
    if (error && error.root !== 'claim') {
      throw new PartnerInDoubt(`The partner's shop answered ${CLAIM_AND_PLACE.name} with ${describe(error)}`)
    }
    const placed = error ? undefined : data.get('placed')
    if (placed && errorCodeOf(placed) === undefined) {
      return partnerOrder(placed)
    }
    // The field is unique (PARTNERS §3, trap 3). Each database words that differently, so the shop is asked who was first.
    const first = orderWith(reference, await this.prepare())
    if (error) {
      await this.dropDraft(id)
    }
    if (!first) {
      throw new PartnerUnavailable(
        `The partner's shop did not take the reference of the order${error ? `: ${describe(error)}` : ''}`,
      )
    }
    return this.concluded(first)
  }

  /** The order as it is, finished first when the placement that claimed the reference was cut off right there. */
  private async concluded(order: Answer): Promise<PartnerOrder> {
    if (!isDraft(order)) {
      return partnerOrder(order)
    }
    const id = order.get('id').id()
    const placed = (await this.ask(PLACE_CLAIMED, { id })).get('placed')
    if (!placed.isNull && errorCodeOf(placed) === undefined) {
      return partnerOrder(placed)
    }
    // Somebody else finished it meanwhile, or the shop cannot fulfil it any more.
    const prepared = await this.prepare()
    const now = orderWith(this.request.reference, prepared)
    if (now && !isDraft(now)) {
      return partnerOrder(now)
    }
    await this.dropDraft(id)
    this.orderable(prepared)
    throw new PartnerRefused('other', 'The partner no longer accepts the order')
  }

  /** Best effort: what is left behind reserves nothing and is swept. */
  private async dropDraft(id: string) {
    await this.ask(DELETE_DRAFT, { id }).catch(() => undefined)
  }

  private ask(operation: Operation, variables: Record<string, unknown>): Promise<Answer> {
    return this.api.ask(operation, { variables, budget: this.budget, subject: this.request.reference })
  }
}

/** Without its reference a draft is no order, whatever became of the request that was making it. */
const notYetAnOrder = (error: unknown) =>
  error instanceof PartnerInDoubt ? new PartnerUnavailable(error.message) : error
