import { JanusClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { taxonomyOf, type Taxonomy } from '../../domain/catalog/nameMapping'
import { ConnectorError } from '../../domain/errors'
import type { CallScope } from '../callScope'
import { TenantCache } from '../tenantCache'
import { pacedCall } from './pacedCall'
import { vtexClientOptions } from './vtexCall'

interface CategoryNode {
  readonly name?: unknown
  readonly children?: unknown
}

const BELIEVED_MS = 10 * 60_000
/** A marketplace that does not show its lists to us is not asked for each page. */
const RETRY_MS = 60_000
const DEPTH = 10

const remembered = new TenantCache<{ readonly taxonomy: Taxonomy; readonly until: number }>(200)

/** Categories and brands of the marketplace, for the check of mapped names (PROTOCOL §17.13). Read only. */
export class MarketplaceTaxonomy extends JanusClient {
  constructor(
    context: IOContext,
    private readonly scope: CallScope,
    options?: InstanceOptions,
  ) {
    super(context, vtexClientOptions(context, scope, options))
  }

  /** What cannot be read is absent; believed for ten minutes per account and workspace. Never throws. */
  async read(): Promise<Taxonomy> {
    const known = remembered.get(this.context)
    if (known && known.until > this.scope.clock.now()) return known.taxonomy
    const { failures: _failures, ...taxonomy } = await this.readNow()
    return taxonomy
  }

  /** Reads both lists, whatever is believed. @returns also why one of them could not be read */
  async readNow(): Promise<Taxonomy & { readonly failures: readonly ConnectorError[] }> {
    const failures: ConnectorError[] = []
    const noted = (error: unknown) => {
      if (!(error instanceof ConnectorError)) throw error
      failures.push(error)
      return undefined
    }
    const [categories, brands] = await Promise.all([this.categories().catch(noted), this.brands().catch(noted)])
    const taxonomy: Taxonomy = { ...(categories ? { categories } : {}), ...(brands ? { brands } : {}) }
    const isWhole = categories !== undefined && brands !== undefined
    const until = this.scope.clock.now() + (isWhole ? BELIEVED_MS : RETRY_MS)
    remembered.set(this.context, '', { taxonomy, until })
    return { ...taxonomy, failures }
  }

  private async categories() {
    const { data } = await pacedCall(this.scope, 'catalog', 'readCategories', undefined, () =>
      this.http.getRaw<unknown>(`/api/catalog_system/pub/category/tree/${DEPTH}`, { metric: 'readCategories' }),
    )
    return taxonomyOf(pathsOf(data, ''))
  }

  private async brands() {
    const { data } = await pacedCall(this.scope, 'catalog', 'readBrands', undefined, () =>
      this.http.getRaw<unknown>('/api/catalog_system/pvt/brand/list', { metric: 'readBrands' }),
    )
    if (!Array.isArray(data)) return undefined
    return taxonomyOf(
      (data as readonly CategoryNode[]).flatMap((row) => (typeof row?.name === 'string' ? [row.name] : [])),
    )
  }
}

function pathsOf(nodes: unknown, above: string): string[] {
  if (!Array.isArray(nodes)) return []
  return (nodes as readonly (CategoryNode | null)[]).flatMap((node) => {
    if (typeof node?.name !== 'string') return []
    const path = `${above}${node.name.trim()}`
    return [path, ...pathsOf(node.children, `${path}/`)]
  })
}
