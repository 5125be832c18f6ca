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
    tradeName: passedOn,
    stateInscription: passedOn,
    corporatePhone: passedOn,
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

const services = {
  type: ['array', 'null'],
  maxItems: 100,
  items: {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: ['string', 'integer'], minLength: 1, maxLength: 200 },
      type: passedOn,
      name: passedOn,
      price: { type: ['integer', 'null'], minimum: 0, maximum: MOST_CENTS },
      quantity: { type: ['integer', 'null'], minimum: 1, maximum: 1_000_000 },
    },
  },
} as const

/** One or several; what shoppers filled in has no shape of its own. */
const attachments = {
  type: ['object', 'array', 'null'],
  properties: { name: passedOn },
  maxItems: 100,
  items: { type: 'object', properties: { name: passedOn } },
} as const

const customData = {
  type: ['object', 'null'],
  properties: {
    customApps: {
      type: ['array', 'null'],
      maxItems: 100,
      items: { type: 'object', properties: { id: passedOn, fields: { type: ['object', 'null'] } } },
    },
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
          bundleItems: services,
          itemAttachment: attachments,
          itemsAttachment: attachments,
          attachments,
        },
      },
    },
    paymentData: { type: ['object', 'null'], properties: { merchantName: text(200) } },
    openTextField: { type: ['string', 'object', 'null'], properties: { value: passedOn } },
    customData,
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

const listOfOrders = { type: 'array', minItems: 1, maxItems: 50, items: order } as const

export const placementBodySchema = {
  if: { type: 'array' },
  then: listOfOrders,
  else: order,
} as const
