import { bindTo, skuKey, type AccountState, type IndexedOffer, type RegisteredSeller } from './accountState'
import { simulationFindings } from './answers/fulfillmentSimulation'
import type { SimulationAnswer, SimulationRequest } from './answers/simulationShape'
import type { Background } from './background'
import type { Outbound } from './exchange'
import type { SellerCalls } from './sellerCalls'
import { unless, type Finding } from './shape'
import { closeSuggestion } from './suggestionLife'

export interface ApprovalChoice {
  readonly categoryId?: number
  readonly brandId?: number
  /** The catalog is being throttled at this moment: the SKU ends up denied although it is complete (KI 970208). */
  readonly throttled?: boolean
}

export interface Approval {
  /** false: nothing was created, as VTEX's match answer says beside its HTTP 200 (PROTOCOL §4.5). */
  readonly isSuccess: boolean
  readonly marketplaceSku?: string
}

const IMAGE_TIMEOUT_MS = 10_000

/** @throws Error when the account has no such seller. */
export function requireSeller(state: AccountState, sellerId: string): RegisteredSeller {
  const seller = state.sellers.get(sellerId)
  if (!seller) throw new Error(`Seller ${sellerId} is not registered in ${state.account}`)
  return seller
}

function requireSuggestion(state: AccountState, sellerId: string, sku: string) {
  const suggestion = state.suggestions.get(skuKey(sellerId, sku))
  if (!suggestion) throw new Error(`No suggestion of ${sellerId} for ${sku} in ${state.account}`)
  return suggestion
}

/** What people and jobs of the marketplace do with received SKUs and the index. */
export class Operator {
  constructor(
    private readonly outbound: Outbound,
    private readonly calls: SellerCalls,
    private readonly background: Background,
    private readonly now: () => number,
  ) {}

  /**
   * Creates the SKU from its newest suggestion, in the mapped category and brand unless others are given.
   * Its images are fetched now: one that is not an image is a violation and nothing is created.
   */
  async approve(state: AccountState, sellerId: string, sku: string, chosen: ApprovalChoice = {}): Promise<Approval> {
    const suggestion = requireSuggestion(state, sellerId, sku)
    const CategoryId = chosen.categoryId ?? suggestion.mapping.CategoryId
    const BrandId = chosen.brandId ?? suggestion.mapping.BrandId
    if (chosen.throttled) {
      this.deny(state, sellerId, sku, 'Too many requests')
      return { isSuccess: false }
    }
    if (suggestion.status === 'denied' || CategoryId === null || BrandId === null) return { isSuccess: false }
    const { content } = suggestion.versions[suggestion.versions.length - 1]
    const images = await Promise.all(content.Images.map((image, index) => this.imageFindings(image.imageUrl, index)))
    this.calls.report(state.account, { step: 'skuSuggestion' }, sku, images.flat())
    if (images.flat().length > 0) return { isSuccess: false }
    suggestion.mapping = { CategoryId, BrandId }
    closeSuggestion(suggestion, 'accepted', { observation: null, now: new Date(this.now()) })
    return {
      isSuccess: true,
      marketplaceSku: bindTo(state, sellerId, sku, { name: content.SkuName, now: new Date(this.now()) }).marketplaceSku,
    }
  }

  /** Lets a denied SKU be sent again. */
  unblock(state: AccountState, sellerId: string, sku: string) {
    requireSuggestion(state, sellerId, sku).blocked = false
  }

  deny(state: AccountState, sellerId: string, sku: string, observation = 'Denied by the operator') {
    const now = new Date(this.now())
    closeSuggestion(requireSuggestion(state, sellerId, sku), 'denied', { observation, now })
  }

  private async imageFindings(address: string, index: number): Promise<Finding[]> {
    const call = { method: 'GET', url: new URL(address), headers: { accept: 'image/*' }, timeoutMs: IMAGE_TIMEOUT_MS }
    const { status, headers, content } = await this.outbound.call(call)
    const isImage = (headers['content-type'] ?? '').startsWith('image/') && content.length > 0
    return unless(status === 200 && isImage, 'PROTOCOL §4.3', `Images[${index}] is not reachable as an image`)
  }

  /** Starts, a turn later, the simulation that a price or inventory notification asks for (PROTOCOL §4.6). */
  reindex = (state: AccountState, sellerId: string, sku: string) => {
    this.background.start(() => this.refresh(state, sellerId, sku))
  }

  /** An error leaves the index as it was: what VTEX does with one is unknown (U-06). */
  private async refresh(state: AccountState, sellerId: string, sku: string) {
    const seller = state.sellers.get(sellerId)
    if (!seller) return
    const request: SimulationRequest = {
      items: [{ id: sku, quantity: 1, seller: sellerId }],
      postalCode: null,
      country: null,
      geoCoordinates: [],
      isCheckedIn: false,
    }
    const step = 'fulfillmentSimulation'
    const answer = await this.calls.send(state.account, seller, { step, subject: sku, body: request })
    const wrong = simulationFindings(request, answer, new Date(this.now()))
    this.calls.report(state.account, { step }, sku, wrong)
    if (answer.status !== 200 || wrong.length > 0) return
    state.offers.set(skuKey(sellerId, sku), this.offerOf(sellerId, answer.body as SimulationAnswer))
  }

  private offerOf(sellerId: string, { items: [item], logisticsInfo: [row] }: SimulationAnswer): IndexedOffer {
    const { id: sku, price, listPrice } = item
    const { stockBalance } = row
    const sellable = price > 0 ? 'available' : 'withoutPriceFulfillment'
    const availability = stockBalance === 0 ? 'withoutStock' : sellable
    const indexedAt = new Date(this.now()).toISOString()
    return { sellerId, sku, price, listPrice, stockBalance, availability, indexedAt }
  }
}
