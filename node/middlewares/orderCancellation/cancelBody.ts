/** Body of a cancellation (PROTOCOL §8.1): old senders give the first field only (C-28). */
export interface CancelBody {
  readonly marketplaceOrderId: string
  readonly cancellationRequestId?: string | null
}

export const cancelBodySchema = {
  type: 'object',
  required: ['marketplaceOrderId'],
  properties: {
    marketplaceOrderId: { type: 'string', minLength: 1, maxLength: 100 },
    cancellationRequestId: { type: ['string', 'null'], maxLength: 200 },
  },
} as const
