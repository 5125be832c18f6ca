import { read } from '../operation'
import { OFFER_FIELDS, STOCK_SETTINGS } from './offers'

const FACETS = 'facetValues { name facet { code name } }'
const PICTURES = 'featuredAsset { id } assets { id name type preview }'

export const CATALOG_PAGE = read(
  'CatalogPage',
  `query CatalogPage($take: Int!, $skip: Int!) {
    ${STOCK_SETTINGS}
    products(options: { take: $take, skip: $skip, sort: { id: ASC } }) {
      totalItems
      items {
        id name description
        ${FACETS}
        ${PICTURES}
        collections { id breadcrumbs { id name } }
        variants {
          ${OFFER_FIELDS}
          name
          options { name group { name } }
          ${PICTURES}
          customFields { ean weightGrams lengthMm widthMm heightMm }
        }
      }
    }
  }`,
)
