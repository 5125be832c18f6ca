import { fromOwnMinorUnit } from '../../../domain/currency'
import type { CurrencyCode } from '../../../domain/money'
import type { OfferedAttachment, Offer } from '../../../domain/offers/quote'
import type { Schemas } from './answerChecks'

type Extras = Pick<Extract<Offer, { sold: true }>, 'services' | 'attachments'>

/** Services and attachments of an offer, without whatever else the partner wrote beside them. */
export const extrasOf = ({ services, attachments }: Schemas['Offer'], currency: CurrencyCode): Extras => ({
  ...(services?.length
    ? {
        services: services.map(({ type, id, name, price }) => ({
          type,
          id,
          name,
          price: fromOwnMinorUnit(price, currency),
        })),
      }
    : {}),
  ...(attachments?.length ? { attachments: attachments.map(attachmentOf) } : {}),
})

/** The document's default. */
const USUAL_LENGTH = 100

const attachmentOf = ({ name, required, fields }: Schemas['OfferedAttachment']): OfferedAttachment => ({
  name,
  required: required ?? false,
  fields: fields.map((field) => ({
    name: field.name,
    maxLength: field.maxLength ?? USUAL_LENGTH,
    options: field.options ?? [],
  })),
})

/** Orders name services by id, attachments and their fields by name: which of two would be meant? */
export function repeatedExtra({ services, attachments }: Schemas['Offer']): string | undefined {
  if (hasRepeats(services?.map(({ id }) => id))) return 'services'
  if (hasRepeats(attachments?.map(({ name }) => name))) return 'attachments'
  const index = attachments?.findIndex(({ fields }) => hasRepeats(fields.map(({ name }) => name))) ?? -1
  return index < 0 ? undefined : `attachments/${index}/fields`
}

const hasRepeats = (names: readonly string[] = []) => new Set(names).size < names.length
