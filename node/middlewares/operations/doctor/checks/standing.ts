import { AccessStore } from '../../../../clients/storage/accessStore'
import type { Finding } from '../../../../domain/doctor/finding'
import type { Problem } from '../../../../domain/problems/problem'
import type { Check, SellerJob } from '../doctorJob'

/** What an operator did to the seller here, and what waits for one. */
export const standing: Check<SellerJob> = {
  name: 'standing',
  look: async ({ clients, id, work }) => {
    const access = await new AccessStore(clients.records).find(id)
    const open = (await work.problems.list()).open.filter((problem) => !isJudgedElsewhere(problem))
    return [
      ...(access?.disconnectedAt
        ? [remark(`Disconnected at ${access.disconnectedAt}`, 'Register the seller to connect it again')]
        : []),
      ...(access?.pausedHereAt
        ? [remark(`Paused here at ${access.pausedHereAt}`, 'Call resume with {"where":"connector"} to sell again')]
        : []),
      ...(open.length > 0
        ? [remark(`${open.length} problems are open, the first: ${open[0].message}`, 'Read the problems of the seller')]
        : []),
    ]
  },
}

/** Other checks look at the cause itself, and see when it is gone. */
const isJudgedElsewhere = ({ code, message }: Problem): boolean =>
  JUDGED.has(code) || (code === 'catalogSync' && message.includes('needs the resource'))

const JUDGED: ReadonlySet<string> = new Set(['registration', 'endpointElsewhere'])

const remark = (message: string, fix: string): Finding => ({ check: 'standing', level: 'warning', message, fix })
