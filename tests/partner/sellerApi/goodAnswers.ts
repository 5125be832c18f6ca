/** Answers a good partner gives to the questions of `questions.ts`, with every optional field and some nobody knows. */
export const REFERENCE = '1400000000007-01'
export const DRILL = 'DRL-18V-BK'
export const BITS = 'BIT-SET-32'

export const CAPABILITIES = {
  catalogChanges: false,
  orderUpdates: true,
  orderChanges: false,
  webhooks: false,
  telepathy: true,
}

export const OFFERS = {
  currency: 'BRL',
  pricesIncludeTax: true,
  offers: [
    {
      sku: DRILL,
      sold: true,
      price: 39_900,
      listPrice: 45_900,
      stock: [
        { location: 'warehouse', quantity: 14, shelf: 'A7' },
        { location: 'shop-unirii', quantity: 3, channels: ['pickup-in-point'] },
      ],
      measurementUnit: 'un',
      unitMultiplier: 1,
      color: 'black',
    },
    {
      sku: BITS,
      sold: true,
      price: 7_900,
      listPrice: null,
      stock: [{ location: 'warehouse', quantity: 4, channels: null }],
    },
  ],
}

export const QUOTE = {
  ...OFFERS,
  shippingOptions: [
    { id: 'home-std', name: 'Courier', channel: 'delivery', price: 1_990, estimate: '2bd' },
    {
      id: 'home-slot',
      name: 'Evening slot',
      channel: 'delivery',
      price: 2_990,
      estimate: '1bd',
      deliveryWindows: [{ start: '2030-09-02T15:00:00Z', end: '2030-09-02T18:00:00Z', price: 300 }],
      pickupPoint: null,
    },
    {
      id: 'store-b1',
      name: 'Pick up at Unirii',
      channel: 'pickup-in-point',
      price: 0,
      estimate: '4h',
      deliveryWindows: null,
      pickupPoint: {
        id: 'store-b1',
        name: 'Unirii shop',
        instructions: 'Level 1',
        address: {
          country: 'ROU',
          postalCode: '030119',
          city: 'Bucharest',
          state: 'B',
          street: 'Bd. Unirii',
          number: '20',
          neighborhood: null,
          geoCoordinates: { longitude: 26.1025, latitude: 44.4268 },
        },
      },
    },
  ],
}

const FULL_ITEM = {
  sku: DRILL,
  productId: 'DRL-18V',
  productName: 'Cordless drill 18 V',
  skuName: 'Cordless drill 18 V black',
  description: 'Two speeds, keyless chuck.',
  brand: 'Northwind',
  categoryPath: ['Tools', 'Drills'],
  eans: ['5941234567899'],
  refId: 'R-1',
  images: [
    { url: 'https://img.northwind.example/1.jpg' },
    { url: 'https://img.northwind.example/2.jpg', name: 'side' },
  ],
  dimensions: { heightCm: 24, widthCm: 9, lengthCm: 27, weightGrams: 1_650 },
  skuSpecifications: [{ name: 'Color', values: ['Black'] }],
  productSpecifications: [{ name: 'Voltage', values: ['18 V'] }],
  measurementUnit: 'un',
  unitMultiplier: 1,
  active: true,
  price: 39_900,
  listPrice: 45_900,
  stock: [{ location: 'warehouse', quantity: 14 }],
  mood: 'fine',
}

export const BARE_ITEM = {
  sku: BITS,
  productId: 'BIT',
  productName: 'Bits',
  skuName: 'Bits 32',
  active: false,
  stock: [],
}

export const NULL_ITEM = {
  ...BARE_ITEM,
  sku: 'BIT-SET-16',
  description: null,
  brand: null,
  categoryPath: null,
  eans: null,
  refId: null,
  images: null,
  dimensions: null,
  skuSpecifications: null,
  productSpecifications: null,
  measurementUnit: null,
  unitMultiplier: null,
  price: null,
  listPrice: null,
}

export const CATALOG = {
  currency: 'BRL',
  pricesIncludeTax: true,
  items: [FULL_ITEM, BARE_ITEM, NULL_ITEM],
  nextCursor: 'p2',
}

export const ORDER = {
  reference: REFERENCE,
  id: '5512',
  number: 'NW-100245',
  state: 'open',
  currency: 'BRL',
  total: 81_790,
  lines: [{ sku: DRILL, quantity: 2, unitPrice: 39_900 }],
  clerk: 'Ion',
}

export const SHIPPED = {
  ...ORDER,
  state: 'shipped',
  invoices: [
    {
      number: 'NW-2026-000981',
      key: 'K1',
      url: 'https://docs.northwind.example/981.pdf',
      issuedAt: '2026-09-01T14:30:00+03:00',
      total: 81_790,
      lines: [{ sku: DRILL, quantity: 2, unitPrice: 39_900 }],
      printer: 3,
    },
  ],
  packages: [
    {
      id: 'p1',
      invoiceNumber: 'NW-2026-000981',
      courier: 'FastShip',
      trackingNumber: 'RO77123',
      trackingUrl: 'https://courier.example/t/RO77123',
      dispatchedAt: '2026-09-02T08:00:00+03:00',
      deliveredAt: null,
      events: [{ at: '2026-09-02T08:00:00+03:00', description: 'Picked up', city: 'Bucharest', state: null }],
    },
    { id: 'p2', invoiceNumber: 'NW-2026-000981' },
  ],
  returns: null,
}

export const AUTHORIZED = { ...ORDER, state: 'authorized' }
export const UPDATES = { orders: [SHIPPED], nextCursor: 'u-2', more: false }
export const CANCELED = { outcome: 'done' }
