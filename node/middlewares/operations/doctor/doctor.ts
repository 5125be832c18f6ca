import { VtexProbe, type Probed } from '../../../clients/marketplace/vtexProbe'
import type { CatalogPage } from '../../../clients/partners/partner'
import { openSellerWork } from '../../../clients/openSellerWork'
import { settingsOf } from '../../../clients/settingsOf'
import { countByLevel, worstFirst, type Finding } from '../../../domain/doctor/finding'
import { NotFound } from '../../../domain/errors'
import { sellerId } from '../../../domain/ids'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import type { ConnectorContext } from '../../../typings/context'
import { routeParam } from '../../guards/sellerAccess'
import { clocks } from './checks/clocks'
import { endpoint } from './checks/endpoint'
import { mapping } from './checks/mapping'
import { partner } from './checks/partner'
import { permissions } from './checks/permissions'
import { registration } from './checks/registration'
import { salesChannels } from './checks/salesChannels'
import { generalSettings, sellerSettings, wrongSettings } from './checks/settings'
import { sellerRecords, storage } from './checks/storage'
import { standing } from './checks/standing'
import { tick } from './checks/tick'
import type { AccountJob, Check, SellerJob } from './doctorJob'
import { runChecks } from './runChecks'
import { timed, type Timed } from './timed'

const READ_PAGE_MS = 6_000

const ACCOUNT_CHECKS: readonly Check<AccountJob>[] = [generalSettings, storage, tick]
const SELLER_CHECKS: readonly Check<SellerJob>[] = [
  sellerSettings,
  sellerRecords,
  registration,
  endpoint,
  permissions,
  salesChannels,
  mapping,
  partner,
  clocks,
  standing,
]

/**
 * Finds out on the real account what nobody could know before: reads only, all at once, in less than 20 s, and
 * every finding comes with what to do. Of one seller, or of all.
 */
export async function doctor(ctx: ConnectorContext) {
  const { clock, startedAt } = ctx.state
  const settings = await settingsOf(ctx, clock)
  const job: AccountJob = { clients: ctx.clients, vtex: ctx.vtex, clock, settings }
  const only = routeParam(ctx, 'sellerId') || undefined
  const ids = only === undefined ? everySeller(job) : [only]
  if (only !== undefined && !everySeller(job).includes(only)) {
    throw new NotFound('The app settings hold no seller of this id')
  }
  const [account, ...sellers] = await Promise.all([
    runChecks(ACCOUNT_CHECKS, job),
    ...ids.map((id) => findingsOf(job, id)),
  ])
  const report = (findings: readonly Finding[]) => ({ ...countByLevel(findings), findings: worstFirst(findings) })
  ctx.status = 200
  ctx.body = {
    account: ctx.vtex.account,
    workspace: ctx.vtex.workspace,
    ms: clock.now() - startedAt,
    ...(only === undefined
      ? { ...report(account), sellers: ids.map((id, index) => ({ sellerId: id, ...report(sellers[index]) })) }
      : { sellerId: only, ...report([...account, ...sellers[0]]) }),
  }
}

const everySeller = ({ settings }: AccountJob): string[] => [
  ...new Set([...settings.sellers.keys(), ...settings.problems.flatMap(({ sellerId: id }) => (id ? [id] : []))]),
]

async function findingsOf(job: AccountJob, id: string): Promise<Finding[]> {
  const seller = job.settings.sellers.get(id)
  const wrong = wrongSettings(job.settings, id)
  return seller ? [...wrong, ...(await runChecks(SELLER_CHECKS, sellerJob(job, seller)))] : wrong
}

function sellerJob(job: AccountJob, seller: SellerSettings): SellerJob {
  const { clock, settings, vtex } = job
  const path = `/api/seller-register/pvt/sellers/${encodeURIComponent(seller.sellerId)}`
  const work = openSellerWork({ clients: job.clients, vtex }, seller, settings, clock)
  let shown: Promise<Probed> | undefined
  let firstPage: Promise<Timed<CatalogPage>> | undefined
  const readPage = () => work.partner.catalogPage(undefined, { deadlineAt: clock.now() + READ_PAGE_MS })
  return {
    ...job,
    id: sellerId(seller.sellerId),
    work,
    firstPage: () => (firstPage ??= timed(clock, readPage)),
    shown: () => (shown ??= new VtexProbe(vtex, clock, { appKeyPair: settings.appKeyPair }).read(path)),
  }
}
