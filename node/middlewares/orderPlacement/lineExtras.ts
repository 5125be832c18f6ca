import type { LineAttachment, LineService, PartnerOrderRequest } from '../../clients/partners/partner'
import { minorUnits } from '../../domain/money'
import type { Attachments, ItemAttachment, PlacementBody, PlacementItem } from './placementBody'

/**
 * Services bought with a line. VTEX's document shows some without quantity, then there are as many as units, and some
 * without price, then they are free.
 */
export const servicesOf = ({ bundleItems, quantity: units }: PlacementItem): LineService[] =>
  (bundleItems ?? []).map(({ id, name, price, quantity, type }) => ({
    id: String(id),
    ...(type ? { type } : {}),
    ...(name ? { name } : {}),
    quantity: quantity ?? units,
    unitPrice: minorUnits(price ?? 0),
  }))

/** What the shopper filled in for a line, by whichever name it came (C-24), each once; empty forms are none. */
export function attachmentsOf({ attachments, itemAttachment, itemsAttachment }: PlacementItem): LineAttachment[] {
  const found = [itemAttachment, itemsAttachment, attachments].flatMap(listed).flatMap(({ content, name }) => {
    const fields = textsOf(content)
    return name || Object.keys(fields).length > 0 ? [{ name: name || 'attachment', content: fields }] : []
  })
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()]
}

/** What shopper or marketplace wrote to the order. */
export const noteOf = ({ openTextField }: PlacementBody): string | undefined =>
  (typeof openTextField === 'string' ? openTextField : openTextField?.value) ?? undefined

/** Fields of the marketplace's apps. */
export const customFieldsOf = ({ customData }: PlacementBody): NonNullable<PartnerOrderRequest['customFields']> =>
  (customData?.customApps ?? []).flatMap(({ fields, id }) =>
    Object.entries(textsOf(fields)).map(([name, value]) => ({ app: id ?? '', name, value })),
  )

const listed = (some: Attachments | undefined): readonly ItemAttachment[] =>
  some === null || some === undefined ? [] : isList(some) ? some : [some]

const isList = (some: ItemAttachment | readonly ItemAttachment[]): some is readonly ItemAttachment[] =>
  Array.isArray(some)

/** Whatever was filled in, as texts by field; a form that is one text has the field `value`. */
function textsOf(content: unknown): Record<string, string> {
  if (content === null || content === undefined || content === '') return {}
  if (typeof content !== 'object' || Array.isArray(content)) return { value: textOf(content) }
  const filled = Object.entries(content).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(filled.map(([field, value]) => [field, textOf(value)]))
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
