import type { components } from '../../../node/clients/partners/sellerApi/generated/partnerApi'
import type { CatalogFile } from '../../world/catalogFile'
import type { PartnerStore } from '../store'
import { operationNames } from './operationNames'
import { witness } from './witness'

type Schemas = components['schemas']

export interface OwnPartnerOptions {
  /** Origin of a server that answers the Seller API. */
  readonly url: string
  readonly token: string
}

/** A partner somebody else runs. */
export interface OwnPartner extends PartnerStore {
  readonly currency: string
  /** What it sells, as far as the marketplace has to prepare for it. */
  readonly catalog: CatalogFile
}

/** Something its developer can mend; the message is all there is to say. */
export class OwnPartnerProblem extends Error {}

const BASE = '/external-seller/v1'
/** Enough for a look; the connector itself reads all of them. */
const MOST_PAGES = 20

/**
 * Looks at a partner that is already running and takes notes of what it is asked from now on.
 * @throws OwnPartnerProblem saying which call has no answer to begin with
 */
export async function ownPartner({ url, token }: OwnPartnerOptions): Promise<OwnPartner> {
  const target = new URL(url)
  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const address = new URL(BASE + path, target)
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      redirect: 'manual',
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    }).catch(({ cause }: { cause?: { code?: string } }) => {
      throw new OwnPartnerProblem(`${address.href} cannot be reached: ${cause?.code ?? 'no answer'}`)
    })
    const text = await response.text()
    try {
      if (response.ok) return JSON.parse(text) as T
    } catch {
      throw new OwnPartnerProblem(`${address.href} answered no JSON`)
    }
    throw new OwnPartnerProblem(`${address.href} answered ${response.status}: ${text.slice(0, 300)}`)
  }
  const { currency, items } = await readCatalog(ask)
  const notes = await witness(target, operationNames(BASE))
  const notOurs = (): Promise<never> => Promise.reject(new Error('Only the people of that shop can do this'))
  return {
    kind: 'seller-api',
    url: notes.origin,
    pid: process.pid,
    currency,
    catalog: {
      products: items.map(({ sku, brand, categoryPath }) => ({
        brand: brand ?? '',
        category: categoryPath ?? [],
        variants: [{ sku }],
      })),
    },
    sellerSettings: { platform: 'seller-api', partnerUrl: notes.origin, token },
    staff: {
      order: async (reference) => {
        const { id, state, total } = await ask<Schemas['Order']>(`/orders/${encodeURIComponent(reference)}`)
        return { id, reference, state, total, paid: state === 'open' || state === 'canceled' ? 0 : total }
      },
      freeStock: async (sku) => {
        const { offers } = await ask<Schemas['OffersAnswer']>('/offers', { skus: [sku] })
        return (offers[0]?.stock ?? []).reduce((sum, { quantity }) => sum + quantity, 0)
      },
      orders: notOurs,
      setPrice: notOurs,
      setStock: notOurs,
      invoice: notOurs,
      takeBack: notOurs,
      ship: notOurs,
      deliver: notOurs,
      cancel: notOurs,
    },
    journal: () => Promise.resolve([...notes.calls]),
    stop: () => notes.close(),
  }
}

async function readCatalog(ask: <T>(path: string) => Promise<T>) {
  const items: Schemas['CatalogItem'][] = []
  let currency = ''
  let cursor: string | null | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''
    const answer = await ask<Schemas['CatalogPage']>(`/catalog/items${query}`)
    if (!Array.isArray(answer.items)) throw new OwnPartnerProblem('listCatalogItems answered no items')
    items.push(...answer.items)
    currency = answer.currency
    cursor = answer.nextCursor
    if (!cursor) break
  }
  return { currency, items }
}
