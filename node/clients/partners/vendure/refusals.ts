import { PartnerInDoubt, PartnerRefused, PartnerUnavailable } from '../../../domain/errors'
import type { Operation } from './operation'
import { describe, isBadInput, isDocumentError, isUnknownId } from './shopError'
import type { ShopError } from './shopError'
import type { TransportFailure } from '../transportFailure'

export const unavailable = ({ note, retryAfterSeconds }: TransportFailure) =>
  new PartnerUnavailable(`The partner's shop cannot be asked: ${note}`, retryAfterSeconds)

/** What an entry of `errors[]` means for somebody who did not expect one. */
export function shopRefusal(operation: Operation, error: ShopError) {
  const text = `The partner's shop answered ${operation.name} with ${describe(error)}`
  if (isDocumentError(error)) {
    return new PartnerUnavailable(`${text}: see docs/partners/vendure.md for the custom fields a shop needs`)
  }
  if (operation.kind === 'read') {
    return new PartnerUnavailable(text)
  }
  return isBadInput(error) || isUnknownId(error) ? new PartnerRefused('other', text) : new PartnerInDoubt(text)
}
