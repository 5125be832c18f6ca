import type { IOContext } from '@vtex/api'

import { Alerts } from '../../clients/alerts'
import type { SellerWork } from '../../clients/sellerWork'
import { ConnectorError } from '../../domain/errors'
import type { OpenProblem } from '../../domain/problems/problem'
import { problemKey } from '../../domain/problems/problemList'

const MOST_AT_ONCE = 20
const MOST_FAILURES = 5

/** Tells the operator's address of problems nobody was told of, in one call. Its failure harms nothing. */
export async function sendAlerts(
  { vtex }: { readonly vtex: IOContext },
  work: SellerWork,
  url: string | undefined,
  alerts: Pick<Alerts, 'send'> | undefined = url ? new Alerts(vtex, url) : undefined,
): Promise<void> {
  if (!alerts) return
  try {
    const fresh = (await work.problems.list()).open.filter(isUntold).slice(0, MOST_AT_ONCE)
    if (fresh.length === 0) return
    const isTaken = await alerts.send(alertOf(work.seller.sellerId, fresh))
    const keys = new Set(fresh.map(problemKey))
    const alertedAt = new Date(work.clock.now()).toISOString()
    await work.problems.change((list) => ({
      ...list,
      open: list.open.map((open) => {
        if (!keys.has(problemKey(open))) return open
        return isTaken ? { ...open, alertedAt } : { ...open, alertFailures: (open.alertFailures ?? 0) + 1 }
      }),
    }))
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
  }
}

const isUntold = ({ alertedAt, alertFailures = 0 }: OpenProblem) =>
  alertedAt === undefined && alertFailures < MOST_FAILURES

/** `text` is what Slack shows; the rest is for machines. */
const alertOf = (sellerId: string, problems: readonly OpenProblem[]) => ({
  text: [
    `External Seller ${sellerId}: ${problems.length} new problem${problems.length > 1 ? 's' : ''}`,
    ...problems.map(({ code, subject, message, fix }) => `• ${code} ${subject}: ${message}. ${fix}`),
  ].join('\n'),
  sellerId,
  problems: problems.map(({ code, subject, message, fix, firstSeen }) => ({ code, subject, message, fix, firstSeen })),
})
