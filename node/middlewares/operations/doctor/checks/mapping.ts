import type { Finding } from '../../../../domain/doctor/finding'
import { mappingFindings, type PartnerNames } from '../../../../domain/doctor/mappingFindings'
import { ConnectorError, MarketplaceRejected } from '../../../../domain/errors'
import { pathOf } from '../../../../domain/catalog/nameMapping'
import type { Check, SellerJob } from '../doctorJob'

const NAME = 'mapping'

/** The seller's mapping tables, and names without a counterpart, against the marketplace's categories and brands. */
export const mapping: Check<SellerJob> = {
  name: NAME,
  look: async (job) => {
    const { seller, taxonomy } = job.work
    const [{ failures, ...known }, names] = await Promise.all([taxonomy.readNow(), partnerNames(job)])
    const found = [...failures.map(notShown), ...mappingFindings(seller.mapping, known, names, seller.unmapped)]
    if (found.length > 0) return found
    return [{ check: NAME, level: 'ok', message: 'The marketplace has every category and brand that was looked for' }]
  },
}

/** Of its first page, and of the latest look at all of it. */
async function partnerNames({ firstPage, work }: SellerJob): Promise<PartnerNames> {
  const [page, { unmapped }] = await Promise.all([firstPage(), work.catalog.run()])
  const items = 'value' in page ? page.value.items : []
  const isGiven = (name: string) => name !== ''
  return {
    categories: [...items.map(({ categoryPath }) => pathOf(categoryPath)), ...(unmapped?.categories ?? [])].filter(
      isGiven,
    ),
    brands: [...items.map(({ brand }) => brand?.trim() ?? ''), ...(unmapped?.brands ?? [])].filter(isGiven),
  }
}

/** Without the list nothing is judged by it: SKUs are sent as they are, and wait for somebody to map them. */
const notShown = (error: ConnectorError): Finding =>
  error instanceof MarketplaceRejected && error.status !== 404
    ? {
        check: NAME,
        level: 'warning',
        message: `${error.message}. Names are not checked before they are sent`,
        fix: 'Fill appKey and appToken with a key whose role has this resource',
      }
    : { check: NAME, level: 'unknown', message: error.message, fix: 'Wait and call the doctor again' }
