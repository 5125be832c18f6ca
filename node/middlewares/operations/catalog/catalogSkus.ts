import type { SellerWork } from '../../../clients/sellerWork'
import { CATALOG_STATES, type CatalogRow, type CatalogState } from '../../../domain/catalog/catalogRow'
import { BadRequest, MarketplaceRejected, NotFound } from '../../../domain/errors'
import { sellerSkuId } from '../../../domain/ids'
import type { ConnectorContext } from '../../../typings/context'
import { routeParam } from '../../guards/sellerAccess'

const MOST_LISTED = 500
const MOST_LEAVES = 40

export interface ListedSku {
  readonly sku: string
  readonly state: CatalogState
  readonly since: string
  readonly at: string
  readonly reason?: string
}

/** SKUs and where they stand, in the order of their ids. `next` goes back as `from`; a page may hold few or none. */
export async function catalogSkus(ctx: ConnectorContext) {
  const { work } = ctx.state
  const { from, state } = ctx.query as Record<string, unknown>
  const wanted = CATALOG_STATES.find((candidate) => candidate === state)
  if (state !== undefined && !wanted) throw new BadRequest(`state must be one of ${CATALOG_STATES.join(', ')}`, 'state')
  if (from !== undefined && typeof from !== 'string') throw new BadRequest('from must be the next of a page', 'from')
  const { skus, next } = await listSkus(work, wanted, from)
  ctx.status = 200
  ctx.body = { sellerId: work.seller.sellerId, skus, next: next ?? null }
}

export async function listSkus({ catalog }: Pick<SellerWork, 'catalog'>, state?: CatalogState, from = '') {
  const skus: ListedSku[] = []
  let next: string | undefined = from
  for (let leaves = 0; leaves < MOST_LEAVES && next !== undefined && skus.length < MOST_LISTED; leaves++) {
    const page = await catalog.page(next)
    skus.push(...page.rows.filter(([, row]) => !state || row.state === state).map(([sku, row]) => listed(sku, row)))
    next = page.next
  }
  return { skus, next }
}

const listed = (sku: string, { at, reason, since, state }: CatalogRow): ListedSku => ({
  sku,
  state,
  since: since ?? at,
  at,
  ...(reason ? { reason } : {}),
})

/** One SKU: its state, history and reason, and what the marketplace says of its suggestion right now. */
export async function catalogSku(ctx: ConnectorContext) {
  const { sku, row, work } = await knownSku(ctx)
  ctx.status = 200
  ctx.body = {
    sellerId: work.seller.sellerId,
    ...listed(sku, row),
    history: row.past ?? [],
    told: { content: row.content !== '', price: row.price !== undefined, stock: row.stock !== undefined },
    ...(row.state === 'bound' ? {} : { suggestion: await suggestionNow(work, sku) }),
  }
}

/** Forgets what was told of an SKU: the next look at the catalogue tells it anew, and suggests it if it may. */
export async function resendSku(ctx: ConnectorContext) {
  const { sku, row, work } = await knownSku(ctx)
  const { price: _price, stock: _stock, reason: _reason, ...kept } = row
  const after: CatalogRow = { ...kept, content: '' }
  await work.catalog.save([{ sku, before: row, after }])
  ctx.status = 202
  ctx.body = { sellerId: work.seller.sellerId, ...listed(sku, after) }
}

async function knownSku(ctx: ConnectorContext) {
  const { work } = ctx.state
  const sku = routeParam(ctx, 'sku')
  const row = (await work.catalog.rows([sku])).get(sku)
  if (!row) throw new NotFound('No look at the catalogue has met this SKU')
  return { sku, row, work }
}

async function suggestionNow(work: SellerWork, sku: string) {
  try {
    const found = await work.skuSuggestions.readSuggestion(work.seller.sellerId, sellerSkuId(sku))
    return found ?? { status: 'none' }
  } catch (error) {
    if (!(error instanceof MarketplaceRejected)) throw error
    return { status: 'unknown', problem: error.message }
  }
}
