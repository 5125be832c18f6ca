/**
 * One placed order as VTEX sends it (PROTOCOL §6.1). Only what the connector reads is typed; the body is echoed whole.
 * Everything about the customer passes through to the partner and is never stored (DESIGN D10).
 */
export interface PlacementBody {
  readonly marketplaceOrderId: string
  readonly marketplacePaymentValue?: number | null
  readonly items: readonly PlacementItem[]
  readonly clientProfileData?: ClientProfile | null
  readonly shippingData: {
    readonly address?: PlacementAddress | null
    readonly logisticsInfo: readonly PlacementLogistics[]
  }
}

export interface PlacementItem {
  readonly id: string
  readonly quantity: number
  readonly price: number
  readonly unitMultiplier?: number | null
}

export interface PlacementLogistics {
  readonly itemIndex: number
  readonly selectedSla?: string | null
  readonly selectedDeliveryChannel?: string | null
  readonly lockTTL?: string | null
  readonly price?: number | null
  readonly deliveryWindow?: { readonly startDateUtc?: string | null; readonly endDateUtc?: string | null } | null
}

export interface ClientProfile {
  readonly email?: string | null
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly phone?: string | null
  readonly document?: string | null
  readonly documentType?: string | null
  readonly corporateName?: string | null
  readonly corporateDocument?: string | null
  readonly isCorporate?: boolean | null
}

export interface PlacementAddress {
  readonly addressType?: string | null
  readonly receiverName?: string | null
  readonly postalCode?: string | null
  readonly country?: string | null
  readonly city?: string | null
  readonly state?: string | null
  readonly street?: string | null
  readonly number?: string | null
  readonly neighborhood?: string | null
  readonly complement?: string | null
  readonly reference?: string | null
  readonly geoCoordinates?: readonly unknown[] | null
}

const text = (maxLength: number) => ({ type: ['string', 'null'], maxLength }) as const
const MOST_CENTS = 1_000_000_000_000

/** Goes to the partner as it is; a long name must not cost a sale. The body limit bounds it. */
const passedOn = { type: ['string', 'null'] } as const

const profile = {
  type: ['object', 'null'],
  properties: {
    email: passedOn,
    firstName: passedOn,
    lastName: passedOn,
    phone: passedOn,
    document: passedOn,
    documentType: passedOn,
    corporateName: passedOn,
    corporateDocument: passedOn,
    isCorporate: { type: ['boolean', 'null'] },
  },
} as const

const address = {
  type: ['object', 'null'],
  properties: {
    addressType: passedOn,
    receiverName: passedOn,
    postalCode: passedOn,
    country: passedOn,
    city: passedOn,
    state: passedOn,
    street: passedOn,
    number: passedOn,
    neighborhood: passedOn,
    complement: passedOn,
    reference: passedOn,
    geoCoordinates: { type: ['array', 'null'], maxItems: 10 },
  },
} as const

const order = {
  type: 'object',
  required: ['marketplaceOrderId', 'items', 'shippingData'],
  properties: {
    // It becomes part of paths and of the seller order id.
    marketplaceOrderId: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,80}$' },
    marketplacePaymentValue: { type: ['integer', 'null'], minimum: 0, maximum: MOST_CENTS },
    items: {
      type: 'array',
      minItems: 1,
      maxItems: 500,
      items: {
        type: 'object',
        required: ['id', 'quantity', 'price'],
        properties: {
          id: { type: 'string', minLength: 1, maxLength: 200 },
          quantity: { type: 'integer', minimum: 1, maximum: 1_000_000 },
          price: { type: 'integer', minimum: 0, maximum: MOST_CENTS },
          unitMultiplier: { type: ['number', 'null'], minimum: 0 },
        },
      },
    },
    clientProfileData: profile,
    shippingData: {
      type: 'object',
      required: ['logisticsInfo'],
      properties: {
        address,
        logisticsInfo: {
          type: 'array',
          minItems: 1,
          maxItems: 500,
          items: {
            type: 'object',
            required: ['itemIndex'],
            properties: {
              itemIndex: { type: 'integer', minimum: 0 },
              selectedSla: text(200),
              selectedDeliveryChannel: text(60),
              lockTTL: text(20),
              price: { type: ['integer', 'null'], minimum: 0, maximum: MOST_CENTS },
              deliveryWindow: {
                type: ['object', 'null'],
                properties: { startDateUtc: text(60), endDateUtc: text(60) },
              },
            },
          },
        },
      },
    },
  },
} as const

/** An array in every running implementation, an object in VTEX's own document: both are taken (C-21). */
export type PlacementBodies = PlacementBody | readonly PlacementBody[]

const listOfOrders = { type: 'array', minItems: 1, maxItems: 50, items: order } as const

export const placementBodySchema = {
  if: { type: 'array' },
  then: listOfOrders,
  else: order,
} as const
