import type { AgreementType } from '../modifications/orderModification'
import type { SellerAnswer } from '../sellerCalls'
import { anyText, findings, isObject, nullable, object, oneOf, text, unless, type Finding } from '../shape'

const accepted = object({ requestId: text }, { workflowId: nullable(anyText) })

/** Rules for the answer to a modification sent to the seller (PROTOCOL §10.1). */
export function modificationFindings(answer: SellerAnswer): Finding[] {
  const rule = 'PROTOCOL §10.1'
  if (answer.failure || answer.status >= 400) return []
  return [
    ...unless(answer.status === 202, rule, `status ${answer.status}: a modification is answered with 202`),
    ...findings(rule, accepted(answer.body, 'answer')),
  ]
}

/** The id the seller gave the modification. */
export const modificationIdOf = ({ status, body }: SellerAnswer) =>
  status < 300 && isObject(body) && typeof body.requestId === 'string' && body.requestId !== ''
    ? body.requestId
    : undefined

/** Rules for the answer to an agreement sent to the seller (PROTOCOL §10.2). */
export function agreementFindings(
  sent: { readonly orderId: string; readonly changeRequestId: string; readonly agreementType: AgreementType },
  answer: SellerAnswer,
): Finding[] {
  const rule = 'PROTOCOL §10.2'
  if (answer.failure || answer.status >= 400) return []
  const echo = object({
    orderId: oneOf(sent.orderId),
    changeRequestId: oneOf(sent.changeRequestId),
    agreementType: oneOf(sent.agreementType),
  })
  return [
    ...unless(answer.status === 200, rule, `status ${answer.status}: an agreement is answered with 200`),
    ...findings(rule, echo(answer.body, 'answer')),
  ]
}
