import type { LineAttachment, LineService, NewOrderLine } from '../bodies'
import type { Shop } from '../shop'
import { sumOf, type OrderRow } from './orderRow'

/** Services and attachments stay with the SKU they were ordered with, whatever becomes of the lines. */
export function putExtras(shop: Shop, orderId: number, lines: readonly NewOrderLine[]) {
  for (const { attachments, services, sku } of lines) {
    for (const { id, name, quantity, unitPrice } of services ?? []) {
      shop.db.run('INSERT INTO orderServices (orderId, sku, id, name, quantity, unitPrice) VALUES (?, ?, ?, ?, ?, ?)', [
        orderId,
        sku,
        id,
        name ?? undefined,
        quantity,
        unitPrice,
      ])
    }
    for (const { content, name } of attachments ?? []) {
      shop.db.run('INSERT INTO orderAttachments (orderId, sku, name, content) VALUES (?, ?, ?, ?)', [
        orderId,
        sku,
        name,
        JSON.stringify(content),
      ])
    }
  }
}

/** What a new order costs without its shipping. */
export const sumWithServices = (lines: readonly NewOrderLine[]): number =>
  lines.reduce((sum, { services }) => sum + servicesSum(services ?? []), sumOf(lines))

export const servicesOf = (shop: Shop, { id }: Pick<OrderRow, 'id'>) =>
  shop.db.all<LineService & { sku: string }>(
    'SELECT sku, id, name, quantity, unitPrice FROM orderServices WHERE orderId = ? ORDER BY rowid',
    [id],
  )

export const attachmentsOf = (shop: Shop, { id }: Pick<OrderRow, 'id'>): (LineAttachment & { sku: string })[] =>
  shop.db
    .all<{ sku: string; name: string; content: string }>(
      'SELECT sku, name, content FROM orderAttachments WHERE orderId = ? ORDER BY rowid',
      [id],
    )
    .map((row) => ({ ...row, content: JSON.parse(row.content) as LineAttachment['content'] }))

export const servicesSum = (services: readonly LineService[]): number =>
  services.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)
