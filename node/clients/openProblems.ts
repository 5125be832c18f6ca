import type { IOContext } from '@vtex/api'

import type { Clock } from '../domain/clock'
import { sellerId } from '../domain/ids'
import type { ClearedProblem, OpenProblem, Problem } from '../domain/problems/problem'
import type { ConnectorSettings } from '../domain/settings/parseSettings'
import type { Clients } from './index'
import { ProblemStore } from './storage/problemStore'

export interface SellerProblems {
  readonly sellerId: string
  readonly open: readonly (OpenProblem | Problem)[]
  /** Latest ones that went away. */
  readonly cleared: readonly ClearedProblem[]
  /** Found no room in the list. */
  readonly dropped: number
}

/**
 * Everything that needs a person: what is stored of each seller, and the settings that cannot be used, which are always
 * told as they are now.
 * @param only one seller, whether its settings can be used or not
 * @throws StorageUnavailable
 */
export async function openProblems(
  { clients, vtex }: { readonly clients: Clients; readonly vtex: IOContext },
  settings: ConnectorSettings,
  clock: Clock,
  only?: string,
): Promise<SellerProblems[]> {
  const misconfigured = settings.problems.map((problem) => problem.sellerId ?? '')
  const ids = only === undefined ? [...new Set([...settings.sellers.keys(), ...misconfigured])] : [only]
  return Promise.all(
    ids.map(async (id) => {
      const wrong = settings.problems.filter((problem) => (problem.sellerId ?? '') === id).map(settingProblem)
      if (id === '') return { sellerId: id, open: wrong, cleared: [], dropped: 0 }
      const { open, cleared, dropped } = await new ProblemStore(clients.records, vtex, sellerId(id), clock).list()
      return { sellerId: id, open: [...wrong, ...open], cleared, dropped }
    }),
  )
}

const settingProblem = ({ field, message }: ConnectorSettings['problems'][number]): Problem => ({
  code: 'setting',
  subject: field,
  message,
  fix: `Correct ${field} in the settings of the app; it is read again within 30 seconds`,
})
