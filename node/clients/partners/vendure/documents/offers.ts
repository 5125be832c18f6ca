import { read } from '../operation'

/** What price and stock of a variant are read from; needs the root field `globalSettings` beside it. */
export const OFFER_FIELDS = `
  id sku enabled priceWithTax currencyCode
  product { enabled }
  trackInventory useGlobalOutOfStockThreshold outOfStockThreshold
  stockLevels { stockOnHand stockAllocated }
`

export const STOCK_SETTINGS = 'globalSettings { trackInventory outOfStockThreshold }'

const VARIANTS_BY_SKU = `
  ${STOCK_SETTINGS}
  productVariants(options: { take: $take, sort: { id: ASC }, filter: { sku: { in: $skus } } }) {
    items { ${OFFER_FIELDS} }
  }
`

/** Price and stock. */
export const OFFERS = read('Offers', `query Offers($skus: [String!]!, $take: Int!) { ${VARIANTS_BY_SKU} }`)

/** Price, stock and delivery in one look; wants the ids of the variants beforehand. */
export const QUOTE = read(
  'Quote',
  `query Quote($skus: [String!]!, $take: Int!, $delivery: TestEligibleShippingMethodsInput!) {
    ${VARIANTS_BY_SKU}
    testEligibleShippingMethods(input: $delivery) { id code name priceWithTax metadata }
  }`,
)
