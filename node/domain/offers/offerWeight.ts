import type { OfferedAttachment, OfferedService } from './quote'

/** An offer or a snapshot. */
interface Weighed {
  readonly sold: boolean
  readonly services?: readonly OfferedService[]
  readonly attachments?: readonly OfferedAttachment[]
}

/** How much memory offers take, in rows of about 300 bytes: a bounded cache must not grow with what is sold beside them. */
export function weightOfOffers(offers: readonly Weighed[]): number {
  let weight = offers.length
  for (const { services, attachments } of offers) {
    if (services) weight += services.length
    if (attachments) weight += attachments.reduce((sum, { fields }) => sum + fieldsWeight(fields), 1)
  }
  return weight
}

const fieldsWeight = (fields: OfferedAttachment['fields']) =>
  fields.reduce((sum, { options }) => sum + 1 + options.length, 0)
