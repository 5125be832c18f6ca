import type { CustomFields } from '@vendure/core'

/**
 * What a shop adds to stock Vendure so that the connector can work with it; explained in docs/partners/vendure.md.
 * `public: false` keeps a field out of the Shop API: otherwise any shopper could set their own price.
 */
export const customFields: CustomFields = {
  ProductVariant: [
    { name: 'ean', type: 'string', nullable: true },
    { name: 'weightGrams', type: 'int', nullable: true },
    { name: 'lengthMm', type: 'int', nullable: true },
    { name: 'widthMm', type: 'int', nullable: true },
    { name: 'heightMm', type: 'int', nullable: true },
  ],
  OrderLine: [{ name: 'agreedUnitPrice', type: 'int', nullable: true, public: false }],
  Order: [
    { name: 'externalRef', type: 'string', nullable: true, unique: true, public: false },
    { name: 'buyerDocument', type: 'string', nullable: true, public: false },
    { name: 'invoiceNumber', type: 'string', nullable: true, public: false },
    { name: 'invoiceKey', type: 'string', nullable: true, public: false },
    { name: 'invoiceUrl', type: 'string', nullable: true, public: false },
    { name: 'invoicedAt', type: 'datetime', nullable: true, public: false },
  ],
}

declare module '@vendure/core' {
  interface CustomProductVariantFields {
    weightGrams: number | null
  }
  interface CustomOrderLineFields {
    agreedUnitPrice: number | null
  }
}
