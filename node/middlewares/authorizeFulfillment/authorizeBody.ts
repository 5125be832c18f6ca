/** Body of authorize fulfillment (PROTOCOL §7): only the id is read; `paymentData` and the rest pass unread (C-28). */
export interface AuthorizeBody {
  readonly marketplaceOrderId: string
}

const one = {
  type: 'object',
  required: ['marketplaceOrderId'],
  properties: { marketplaceOrderId: { type: 'string', minLength: 1, maxLength: 100 } },
} as const

/** An object, or a list of one in an older document (C-27). */
export type AuthorizeBodies = AuthorizeBody | readonly [AuthorizeBody]

export const authorizeBodySchema = {
  if: { type: 'array' },
  then: { type: 'array', minItems: 1, maxItems: 1, items: one },
  else: one,
} as const
