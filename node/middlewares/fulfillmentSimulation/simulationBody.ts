import { sellerSkuId } from '../../domain/ids'
import type { SimulatedLine } from '../../domain/offers/simulate'

/** Body of a simulation (PROTOCOL §5.1); what is not read here is ignored. */
export interface SimulationBody {
  readonly items: readonly {
    readonly id: string
    readonly quantity: number
    readonly seller?: string | number | null
  }[]
  readonly postalCode?: string | null
  readonly country?: string | null
  readonly geoCoordinates?: readonly unknown[] | null
  readonly sc?: string | number | null
}

export const linesOf = ({ items }: SimulationBody): SimulatedLine[] =>
  items.map(({ id, quantity }) => ({ sku: sellerSkuId(id), quantity }))

const MOST_LINES = 500
const MOST_UNITS = 1_000_000

export const simulationBodySchema = {
  type: 'object',
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      minItems: 1,
      maxItems: MOST_LINES,
      items: {
        type: 'object',
        required: ['id', 'quantity'],
        properties: {
          id: { type: 'string', minLength: 1, maxLength: 200 },
          quantity: { type: 'integer', minimum: 1, maximum: MOST_UNITS },
          seller: { type: ['string', 'number', 'null'] },
        },
      },
    },
    postalCode: { type: ['string', 'null'], maxLength: 30 },
    country: { type: ['string', 'null'], maxLength: 30 },
    geoCoordinates: { type: ['array', 'null'], maxItems: 10 },
    sc: { type: ['string', 'number', 'null'], maxLength: 30 },
  },
} as const
