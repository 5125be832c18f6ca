import type { ConnectorContext } from '../../typings/context'
import { marketplaceOrderId } from '../../domain/ids'

/**
 * Steps that were given up, with their reasons: read from the orders that have a `deadLetter` problem, as they stand now
 * (DESIGN D8). Read only.
 */
export async function deadLetters(ctx: ConnectorContext) {
  const { work } = ctx.state
  const { open, dropped } = await work.problems.list()
  const orders = open.filter(({ code }) => code === 'deadLetter').map(({ subject }) => marketplaceOrderId(subject))
  const records = await Promise.all(orders.map((id) => work.orders.read(id)))
  ctx.status = 200
  ctx.body = {
    sellerId: work.seller.sellerId,
    deadLetters: records.flatMap((record) =>
      (record?.owed ?? [])
        .filter((step) => step.dead)
        .map(({ id, kind, ref, attempts, lastError }) => ({
          marketplaceOrderId: record?.marketplaceOrderId,
          state: record?.state,
          step: id,
          kind,
          ...(ref === undefined ? {} : { ref }),
          attempts,
          reason: lastError ?? '',
          waiting: record?.owed.filter(({ after }) => after.includes(id)).map((step) => step.id),
        })),
    ),
    // Orders that found no room on the list of problems: the list of orders has them under `?problem=true`.
    ...(dropped > 0 ? { dropped } : {}),
  }
}
